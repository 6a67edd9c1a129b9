import { Clerk } from '@clerk/clerk-js/no-rhc'
import { mountReact } from './react'

const { publishableKey, proxyUrl } = window.config
const clerk = new Clerk(publishableKey, { proxyUrl })
window.clerk = clerk
window.navigations = []

const note = (to: string) => void window.navigations.push(to)
const options = { telemetry: false, routerPush: note, routerReplace: note } as const

if (location.pathname.startsWith('/react')) mountReact(clerk, options)
else window.loaded = clerk.load(options)
