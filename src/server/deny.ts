import { redirect, refusal, withParameter } from './answers'
import { isForm } from './facts'
import type { Found } from './found'
import type { Settings } from './settings'

/** An answer to who may not go on, by the kind of request. */
export function deny(settings: Settings, { facts, status, verdict, roundTrip }: Found): Response {
  if (status === 'unknown') {
    if (roundTrip) return roundTrip()
    const isDown = verdict!.code === 'backend_unreachable'
    const advice = isForm(facts) ? 'Go back, and send the form again.' : 'Load the page again.'
    const text = said(verdict!.message, `Your session had to be renewed. ${advice}`)
    return refusal(facts, isDown ? 503 : 401, verdict!.code, text, verdict)
  }
  const isPending = status === 'pending'
  const target = isPending ? settings.tasksUrl : settings.signInUrl
  const location = target !== undefined && facts.isDocument && goingBack(settings, target, facts.url)
  if (location) return redirect(303, location)
  if (isPending) return refusal(facts, 401, 'session_pending', 'There is a task to complete first.')
  return refusal(facts, 401, 'signed_out', 'Nobody is signed in.', verdict)
}

/** In development the whole of it; people who use the app have no use for that. */
const said = (message: string, advice: string) =>
  process.env.NODE_ENV === 'production' ? advice : escaped(message)

const escaped = (text: string) => text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)

/**
 * An address that knows where to come back to. Undefined where the request is for it already. Where the request's own
 * address is none of the app's, nothing is made of it.
 */
function goingBack({ isAllowed }: Settings, target: string, url: URL): string | undefined {
  const place = new URL(target, url)
  if (place.origin + place.pathname === url.origin + url.pathname) return undefined
  return isAllowed(url.origin) ? withParameter(place, 'redirect_url', url.href) + place.hash : target
}
