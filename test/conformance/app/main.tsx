import { Clerk, isClerkAPIResponseError } from '@clerk/clerk-js/no-rhc'
import type { Attempts, Refusal } from './config'

const { publishableKey, proxyUrl } = window.config
const clerk = new Clerk(publishableKey, { proxyUrl })
window.clerk = clerk
window.navigations = []
window.refusalOf = (call) => call.then(() => null, readRefusal)
window.attempts = readAttempts(clerk.__internal_state)
window.done = async (step) => {
  const { error } = await step
  if (error) throw error
}

const note = (to: string) => void window.navigations.push(to)
const options = { telemetry: false, routerPush: note, routerReplace: note } as const

window.loaded = load(location.pathname)

async function load(path: string): Promise<void> {
  if (path.startsWith('/ui')) return (await import('./ui')).mountUi(clerk)
  if (path.startsWith('/react')) return (await import('./react')).mountReact(clerk, options)
  return clerk.load(options)
}

function readAttempts({ signInSignal, signUpSignal }: Clerk['__internal_state']): Attempts {
  return {
    get signIn() {
      return signInSignal().signIn!
    },
    get signUp() {
      return signUpSignal().signUp!
    },
    get errors() {
      return { signIn: signInSignal().errors, signUp: signUpSignal().errors }
    },
  }
}

function readRefusal(error: unknown): Refusal {
  if (!isClerkAPIResponseError(error)) throw error
  const [{ code, meta } = { code: 'none', meta: undefined }] = error.errors
  return { status: error.status, code, field: meta?.paramName ?? null }
}
