import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { withClient } from '../../http/envelope'
import { FapiError, formError, notFound } from '../../http/errors'
import { readText } from '../../http/text'
import { serializePasskey } from '../../resources/passkey'
import { asking } from '../../security/asking'
import { freshlyAsking } from '../../security/fresh'
import { clientCall } from '../../security/middleware'
import { findPasskey, isBeingMade, maxPasskeys, startPasskeyVerification } from '../../state/passkeys'
import type { PasskeyRecord, UserRecord } from '../../state/state'
import { usablePasskeys } from '../../state/users'
import { strategyDisabled } from '../../strategies/offers'
import { answering, field, handleOf, readSent, refusal, settle } from '../../strategies/passkey'
import { readProof, readStrategy } from '../../strategies/steps'
import { checkMade } from '../../webauthn/ceremony'
import { rpIdFor } from '../../webauthn/relyingParty'

const path = '/v1/me/passkeys'

/** A user's passkeys. */
export const passkeyRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, (c) => {
    const box = c.get('box')
    const { user, session } = freshlyAsking(c)
    if (!box.options.strategies.has('passkey')) throw strategyDisabled('passkey')
    checkQuota(user)
    const passkey: PasskeyRecord = {
      id: box.ids.newId('idn'),
      name: 'Passkey',
      clientId: session.clientId,
      verification: startPasskeyVerification(box, creationOptions(c, user)),
      counter: 0,
      createdAt: box.clock.now(),
    }
    // One that no browser has made yet waits until the next is begun there, or its time is over.
    const others = user.passkeys.filter(
      (other) => other.credentialId || (isBeingMade(box, other) && other.clientId !== passkey.clientId),
    )
    user.passkeys = [...others, passkey]
    return answer(c, passkey)
  })
  .post(`${path}/:id/attempt_verification`, clientCall, async (c) => {
    const box = c.get('box')
    const { user, passkey } = ownPasskey(c, asking(c))
    if (readStrategy(c) !== 'passkey') {
      throw formError(
        'form_param_value_invalid',
        'strategy',
        'A passkey is verified by the strategy "passkey"',
      )
    }
    const credential = readSent(readProof(c, field))
    const expected = answering(box, passkey.verification!)
    const made = await checkMade(credential, expected).catch((error) => {
      throw refusal(error, 'passkey_registration_failure')
    })
    // Other requests may have been first.
    if (findPasskey(box.state.users.values(), made.credentialId)) {
      throw formError('passkey_invalid_public_key_credential', field, 'This passkey is registered already')
    }
    ownPasskey(c, asking(c))
    checkQuota(user)
    Object.assign(passkey, made, { clientId: undefined })
    settle(passkey.verification!)
    user.updatedAt = box.clock.now()
    return answer(c, passkey)
  })
  .patch(`${path}/:id`, clientCall, (c) => {
    const { user, passkey } = ownPasskey(c, asking(c))
    passkey.name = readText(c, 'name')
    user.updatedAt = c.get('box').clock.now()
    return answer(c, passkey)
  })
  .delete(`${path}/:id`, clientCall, (c) => {
    const { user, passkey } = ownPasskey(c, freshlyAsking(c))
    user.passkeys = user.passkeys.filter((other) => other !== passkey)
    user.updatedAt = c.get('box').clock.now()
    return withClient(c, { object: 'passkey', id: passkey.id, deleted: true })
  })

/** What the browser is told to make; what makes it need not say what it is. */
function creationOptions(c: FapiContext, user: UserRecord) {
  const { firstName, lastName, identifier } = user
  const id = rpIdFor(c)
  return {
    rp: { id, name: id },
    user: {
      id: handleOf(user),
      name: identifier,
      displayName: [firstName, lastName].filter(Boolean).join(' ') || identifier,
    },
    // ES256, then EdDSA and RS256.
    pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: usablePasskeys(user).map(({ credentialId }) => ({
      type: 'public-key',
      id: credentialId,
    })),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
  }
}

function answer(c: FapiContext, passkey: PasskeyRecord) {
  return withClient(c, serializePasskey(c.get('box'), passkey))
}

function checkQuota(user: UserRecord): void {
  if (usablePasskeys(user).length < maxPasskeys) return
  throw new FapiError(403, 'passkey_quota_exceeded', `You may have ${maxPasskeys} passkeys`)
}

/** The one in the path. One that is being made is known to the client alone that began. @throws FapiError 404 */
function ownPasskey(c: FapiContext, { user, session }: ReturnType<typeof asking>) {
  const passkey = user.passkeys.find(({ id }) => id === c.req.param('id'))
  if (!passkey || (passkey.clientId ?? session.clientId) !== session.clientId) throw notFound('Passkey')
  return { user, passkey }
}
