import type { Frontdesk } from '../frontdesk'
import { share } from '../host/share'
import { toCamelCase } from '../wire/case'
import { form } from '../wire/form'
import { type Passkey, passkeysOf, readPasskey } from '../wire/resources/passkey'
import type { Verification } from '../wire/resources/verification'
import { record, string } from '../wire/shape'
import { asUser } from './asUser'
import { type AskForPasskeyParameters, askBrowser, needCredentials } from './credentials'

const path = '/me/passkeys'
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`

/**
 * The passkeys of this tab's user, as the client says them. Waits for the client first.
 *
 * @returns nothing where nobody is signed in.
 * @throws FrontdeskError if the client cannot be had.
 */
export async function getPasskeys(frontdesk: Frontdesk): Promise<readonly Passkey[]> {
  const { _internal: engine } = frontdesk
  if (engine.client === undefined) await engine.loader.load()
  return passkeysOf(frontdesk.state.session.session ?? undefined)
}

const readBegun = record({ id: string, verification: record({ nonce: string }) })

/**
 * Makes a passkey for this tab's user, with the browser's own dialog: `POST /v1/me/passkeys`, then
 * `…/{id}/attempt_verification`. Call it where the user has clicked: some browsers show no dialog else. Of the same call
 * made twice at a time one is made.
 *
 * @throws FrontdeskError `passkey_not_supported`, `passkey_cancelled`, `passkey_already_exists`, `passkey_wrong_domain`,
 *   `passkey_failed`; `session_not_found` if nobody is signed in; or Clerk's, e.g. `session_reverification_required`: see
 *   `useReverification()`.
 */
export const createPasskey = async (frontdesk: Frontdesk): Promise<Passkey> => {
  const { _internal: engine } = frontdesk
  // Nothing is begun that cannot be ended.
  needCredentials(engine)
  if (engine.client === undefined) await engine.loader.load()
  // The dialog takes its time: the tab may show another account by then.
  const sessionId = frontdesk.state.session.sessionId ?? undefined
  return share(engine, `${path} ${sessionId}`, async () => {
    const begun = await asUser(frontdesk, { method: 'POST', path, sessionId })
    const { id, verification } = readBegun(toCamelCase(begun), 'passkey')
    const publicKeyCredential = await askBrowser(engine, 'create', verification.nonce)
    const body = form({ strategy: 'passkey', publicKeyCredential })
    const made = { method: 'POST', path: `${pathOf(id)}/attempt_verification`, body, sessionId } as const
    return readPasskey(toCamelCase(await asUser(frontdesk, made)), 'passkey')
  })
}

/** Parameters of `renamePasskey()`. */
export interface RenamePasskeyParameters {
  /** The `id` of one of `getPasskeys()`. */
  passkeyId: string
  name: string
}

/**
 * Gives a passkey of this tab's user another name: `PATCH /v1/me/passkeys/{id}`.
 *
 * @throws FrontdeskError, e.g. `resource_not_found`.
 */
export async function renamePasskey(
  frontdesk: Frontdesk,
  { passkeyId, name }: RenamePasskeyParameters,
): Promise<Passkey> {
  const json = await asUser(frontdesk, { method: 'PATCH', path: pathOf(passkeyId), body: form({ name }) })
  return readPasskey(toCamelCase(json), 'passkey')
}

/** Parameters of `deletePasskey()`. */
export interface DeletePasskeyParameters {
  /** The `id` of one of `getPasskeys()`. */
  passkeyId: string
}

/**
 * Removes a passkey of this tab's user: `DELETE /v1/me/passkeys/{id}`. The device keeps what it has of it.
 *
 * @throws FrontdeskError, e.g. `resource_not_found`, `session_reverification_required`.
 */
export async function deletePasskey(
  frontdesk: Frontdesk,
  { passkeyId }: DeletePasskeyParameters,
): Promise<void> {
  await asUser(frontdesk, { method: 'DELETE', path: pathOf(passkeyId) })
}

/**
 * Has the browser use a passkey, for a sign-in or a step-up that was prepared for one.
 *
 * @param verification - the `firstFactorVerification` of what `createSignIn()`, `prepareFirstFactor()` or
 *   `prepareReverificationFirstFactor()` gave.
 * @returns the `publicKeyCredential` for `attemptFirstFactor()` and `attemptReverificationFirstFactor()`.
 * @throws FrontdeskError `passkey_not_supported`, `passkey_cancelled`, `passkey_wrong_domain`, `passkey_failed`.
 */
export const askForPasskey = (
  frontdesk: Frontdesk,
  verification: Pick<Verification, 'nonce'> | null,
  parameters?: AskForPasskeyParameters,
): Promise<string> => askBrowser(frontdesk._internal, 'get', verification?.nonce, parameters)
