import type { Frontdesk } from '../frontdesk'
import { exclusively } from '../host/locks'
import { share } from '../host/share'
import { isFrontdeskError } from '../wire/errors'
import { refuseOnServer } from '../wire/onServer'
import { type RedirectOutcome, type RedirectOutcomeParameters, redirectOutcome } from './redirectOutcome'

/**
 * Goes on where a provider has sent the browser back, see `signInWithRedirect()`: asks for the client, and takes the step
 * that its attempts call for. It reads nothing of the page's URL, so that nobody can forge an outcome. Several calls share
 * one run, and the tabs of a browser take turns. A tab goes on with what it has left with. Where that is not known, e.g.
 * in a new one, whoever it shows stays.
 *
 * @returns what it has come to: a refusal, too, and that the client cannot be had. After an outage call it again, e.g.
 *   once `frontdesk.state.connection` is ready; `useRedirectCallback()` does.
 * @throws FrontdeskError `no_client_on_server` on a server.
 *
 * @example
 * const outcome = await handleRedirectCallback(frontdesk)
 * if (outcome.status === 'signed-in') router.navigate('/')
 */
export async function handleRedirectCallback(
  frontdesk: Frontdesk,
  parameters: RedirectOutcomeParameters = {},
): Promise<RedirectOutcome> {
  const { _internal: engine } = frontdesk
  refuseOnServer(engine)
  const run = async () => {
    try {
      return await exclusively(engine, 'came-back', async () => {
        const { loader } = engine
        await (engine.client === undefined ? loader.load() : loader.reload())
        return redirectOutcome(frontdesk, parameters)
      })
    } catch (error) {
      if (isFrontdeskError(error)) return { status: 'refused', error } as const
      throw error
    }
  }
  return share(engine, 'came-back', run)
}
