import { redirect, refusal, withParameter } from './answers'
import { isForm } from './facts'
import type { Found } from './found'
import type { Settings } from './settings'

/** An answer to who may not go on, by the kind of request. */
export function deny(settings: Settings, { facts, status, verdict, roundTrip }: Found): Response {
  if (status === 'unknown') {
    if (roundTrip) return roundTrip()
    if (verdict?.code === 'backend_unreachable') {
      return refusal(facts, 503, verdict.code, {
        verdict,
        text: said(verdict.message, 'Try again in a moment.'),
      })
    }
    const advice = isForm(facts)
      ? 'Your session had to be renewed. Go back, and send the form again.'
      : 'Load the page again.'
    return refusal(facts, 401, verdict?.code ?? 'unknown', { verdict, text: said(verdict?.message, advice) })
  }
  const target = status === 'pending' ? settings.tasksUrl : settings.signInUrl
  if (target !== undefined && facts.isDocument) return redirect(303, goingBack(settings, target, facts.url))
  const code = status === 'pending' ? 'session_pending' : 'signed_out'
  return refusal(facts, 401, code, {
    verdict,
    text: status === 'pending' ? 'There is a task to complete first.' : 'Nobody is signed in.',
  })
}

/** In development the whole of it; people who use the app have no use for that. */
const said = (message = '', advice: string) =>
  process.env.NODE_ENV === 'production' ? advice : message || advice

/** An address that knows where to come back to, if that is a place of the app's. */
function goingBack({ isAllowed }: Settings, target: string, url: URL): string {
  const place = new URL(target, url)
  return isAllowed(url.origin) ? withParameter(place, 'redirect_url', url.href) + place.hash : place.href
}
