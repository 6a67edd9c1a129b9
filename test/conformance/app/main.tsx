import { Clerk, isClerkAPIResponseError } from '@clerk/clerk-js/no-rhc'
import type { Refusal } from './config'
import { mountReact } from './react'

const { publishableKey, proxyUrl } = window.config
const clerk = new Clerk(publishableKey, { proxyUrl })
window.clerk = clerk
window.navigations = []
window.refusalOf = (call) => call.then(() => null, readRefusal)

const note = (to: string) => void window.navigations.push(to)
const options = { telemetry: false, routerPush: note, routerReplace: note } as const

if (location.pathname.startsWith('/react')) mountReact(clerk, options)
else window.loaded = clerk.load(options)

function readRefusal(error: unknown): Refusal {
  if (!isClerkAPIResponseError(error)) throw error
  const [{ code, meta } = { code: 'none', meta: undefined }] = error.errors
  return { status: error.status, code, field: meta?.paramName ?? null }
}
