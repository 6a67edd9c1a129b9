import { redirect, refusal, withParameter } from './answers'
import { type Facts, isForm } from './facts'
import type { Found } from './found'
import type { Settings } from './settings'
import type { VerdictCode } from './verdicts'

/** An answer to who may not go on, by the kind of request. */
export function deny(settings: Settings, { facts, status, verdict, roundTrip }: Found): Response {
  if (status === 'unknown') {
    if (roundTrip) return roundTrip()
    const { code, message } = verdict!
    const text = process.env.NODE_ENV === 'production' ? advice(code, facts) : message
    return refusal(facts, code === 'backend_unreachable' ? 503 : 401, code, text, verdict)
  }
  const isPending = status === 'pending'
  const target = isPending ? settings.tasksUrl : settings.signInUrl
  const location = target !== undefined && facts.isDocument && goingBack(settings, target, facts.url)
  if (location) return redirect(303, location)
  if (isPending) return refusal(facts, 401, 'session_pending', 'There is a task to complete first.')
  return refusal(facts, 401, 'signed_out', 'Nobody is signed in.', verdict)
}

/** What people who use the app can do about it; in development they read the whole of it. */
function advice(code: VerdictCode, facts: Facts): string {
  if (code === 'origin_unknown') return 'This address is none of the app.'
  if (code !== 'session_stale') return 'Who you are cannot be found out right now. Try again in a moment.'
  return `Your session had to be renewed. ${isForm(facts) ? 'Go back, and send the form again.' : 'Load the page again.'}`
}

/**
 * An address that knows where to come back to. Undefined where the request is for it already. Where the request's own
 * address is none of the app's, nothing is made of it.
 */
function goingBack({ isAllowed }: Settings, target: string, url: URL): string | undefined {
  const place = new URL(target, url)
  if (place.origin + place.pathname === url.origin + url.pathname) return undefined
  return isAllowed(url.origin) ? withParameter(place, 'redirect_url', url.href) + place.hash : target
}
