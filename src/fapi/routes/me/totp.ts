import { Hono } from 'hono/tiny'
import type { FapiEnv } from '../../http/env'
import { withClient } from '../../http/envelope'
import { FapiError, notFound } from '../../http/errors'
import { readText } from '../../http/text'
import { asking } from '../../security/asking'
import { freshlyAsking } from '../../security/fresh'
import { clientCall } from '../../security/middleware'
import { newBackupCodes, secondFactorAdded, secondFactorRemoved } from '../../state/secondFactors'
import type { UserRecord } from '../../state/state'
import { newTotpSecret, totpStep, totpUri } from '../../state/totp'
import { incorrectCode } from '../../state/verifications'
import { strategyDisabled } from '../../strategies/offers'
import { hasSecondFactor } from '../../strategies/secondFactors'

const path = '/v1/me/totp'

/** A user's authenticator app, and the codes to fall back on. */
export const totpRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, (c) => {
    const box = c.get('box')
    const { user } = freshlyAsking(c)
    if (!box.options.strategies.has('totp')) throw strategyDisabled('totp')
    if (user.totpSecret) throw alreadyEnabled()
    user.totpPending = newTotpSecret(box)
    const uri = totpUri(box, user.totpPending, user.identifier)
    return withClient(c, serializeTotp(box.clock.now(), user, { secret: user.totpPending, uri }))
  })
  .post(`${path}/attempt_verification`, clientCall, async (c) => {
    const box = c.get('box')
    const code = readText(c, 'code')
    const { user } = asking(c)
    if (user.totpSecret) throw alreadyEnabled()
    const { totpPending: secret } = user
    if (!secret) throw notFound('TOTP')
    const step = await totpStep(box, secret, code)
    // Another request may have begun anew meanwhile.
    if (step === undefined || user.totpPending !== secret) throw incorrectCode()
    Object.assign(user, { totpSecret: secret, totpPending: undefined, totpUsedStep: step })
    const backupCodes = secondFactorAdded(box, user)
    return withClient(c, {
      ...serializeTotp(box.clock.now(), user),
      verified: true,
      backup_codes: backupCodes,
    })
  })
  .delete(path, clientCall, (c) => {
    const { user } = freshlyAsking(c)
    if (!user.totpSecret) throw notFound('TOTP')
    Object.assign(user, { totpSecret: undefined, totpUsedStep: undefined })
    secondFactorRemoved(c.get('box'), user)
    return withClient(c, { object: 'totp', id: idOf(user), deleted: true })
  })
  .post('/v1/me/backup_codes', clientCall, (c) => {
    const box = c.get('box')
    const { user } = freshlyAsking(c)
    if (!box.options.strategies.has('backup_code')) throw strategyDisabled('backup_code')
    if (!hasSecondFactor(box, user)) {
      const message = 'Set up an authenticator app or a telephone first: these codes stand in for it'
      throw new FapiError(400, 'backup_codes_not_available', message)
    }
    const now = box.clock.now()
    const codes = newBackupCodes(box, user)
    user.updatedAt = now
    const id = user.id.replace('user_', 'backup_code_')
    return withClient(c, { object: 'backup_code', id, codes, created_at: now, updated_at: now })
  })

const idOf = ({ id }: UserRecord) => id.replace('user_', 'totp_')

function alreadyEnabled() {
  return new FapiError(400, 'totp_already_enabled', 'There is an authenticator app already: remove it first')
}

/** What an app is to be told is shown once. */
function serializeTotp(now: number, user: UserRecord, shown: { secret?: string; uri?: string } = {}) {
  return {
    object: 'totp',
    id: idOf(user),
    secret: shown.secret ?? null,
    uri: shown.uri ?? null,
    verified: false,
    backup_codes: null,
    created_at: now,
    updated_at: now,
  }
}
