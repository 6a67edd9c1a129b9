import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { withClient } from '../../http/envelope'
import { FapiError, formError } from '../../http/errors'
import { serializeUser } from '../../resources/user'
import { freshlyAsking } from '../../security/fresh'
import { clientCall } from '../../security/middleware'
import { countFailure } from '../../state/locks'
import { checkPassword } from '../../state/passwords'
import { revokeSession, sessionsOf } from '../../state/sessions'
import type { UserRecord } from '../../state/state'
import { finishTask } from '../../state/tasks'
import { checkWayIn } from '../../strategies/firstFactors'
import { strategyDisabled } from '../../strategies/offers'

/** Choosing another password, or the first one, and doing without. */
export const passwordRoutes = new Hono<FapiEnv>()
  .post('/v1/me/change_password', clientCall, (c) => changePassword(c))
  .post('/v1/me/remove_password', clientCall, (c) => {
    const box = c.get('box')
    const { user } = freshlyAsking(c)
    if (user.password === undefined) throw new FapiError(400, 'no_password_set', 'You have no password')
    checkCurrent(c, user)
    checkWayIn(box, { ...user, password: undefined }, 'password')
    Object.assign(user, { password: undefined, passwordChangedAt: undefined, updatedAt: box.clock.now() })
    return withClient(c, serializeUser(box, user))
  })

function changePassword(c: FapiContext): Promise<Response> {
  const box = c.get('box')
  const form = c.get('form')
  const { session, user } = freshlyAsking(c)
  if (!box.options.strategies.has('password')) throw strategyDisabled('password')
  const wanted = form.get('new_password')
  if (!wanted) {
    const code = wanted === '' ? 'form_param_nil' : 'form_param_missing'
    throw formError(code, 'new_password', 'Enter a new password')
  }
  checkCurrent(c, user)
  user.password = checkPassword(box, wanted, user, 'new_password')
  user.passwordChangedAt = box.clock.now()
  user.updatedAt = user.passwordChangedAt
  finishTask(box, user, 'reset-password')
  if (form.get('sign_out_of_other_sessions') === 'true') {
    for (const other of sessionsOf(box, user)) if (other !== session) revokeSession(box, other)
  }
  return withClient(c, serializeUser(box, user))
}

/** Whoever was verified a short while ago need not say it, as on Clerk's own; but one that is said must be right. @throws FapiError 422 */
function checkCurrent(c: FapiContext, user: UserRecord): void {
  const current = c.get('form').get('current_password')
  if (!current || current === user.password) return
  const wrong = formError('form_password_incorrect', 'current_password', 'Password is incorrect')
  throw countFailure(c.get('box'), user, wrong)
}
