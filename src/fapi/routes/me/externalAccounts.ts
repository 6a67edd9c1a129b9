import { Hono } from 'hono/tiny'
import type { FapiContext, FapiEnv } from '../../http/env'
import { withClient } from '../../http/envelope'
import { formError, notFound } from '../../http/errors'
import { serializeExternalAccount } from '../../resources/externalAccount'
import { freshlyAsking } from '../../security/fresh'
import { clientCall } from '../../security/middleware'
import { isEnterprise } from '../../state/externalAccounts'
import type { ExternalAccountRecord } from '../../state/state'
import type { Verification } from '../../state/verifications'
import { readExternal } from '../../strategies/external'
import { alreadyConnected } from '../../strategies/externalLink'
import { checkWayIn } from '../../strategies/firstFactors'
import { readStrategy } from '../../strategies/steps'

const path = '/v1/me/external_accounts'

/** Who a user is at other providers: each is connected on the provider's page. */
export const externalAccountRoutes = new Hono<FapiEnv>()
  .post(path, clientCall, (c) => {
    const box = c.get('box')
    const asked = freshlyAsking(c)
    const { user } = asked
    const strategy = readStrategy(c)
    if (!strategy.startsWith('oauth_'))
      throw formError('form_param_value_invalid', 'strategy', `No account is connected by "${strategy}"`)
    const begin = readExternal(c, strategy)
    if (user.externalAccounts.some(({ provider }) => `oauth_${provider}` === strategy))
      throw alreadyConnected()
    const account: ExternalAccountRecord = {
      id: box.ids.newId('eac'),
      provider: strategy.slice('oauth_'.length),
      providerUserId: '',
      emailAddress: '',
      firstName: null,
      lastName: null,
      createdAt: box.clock.now(),
    }
    // What was begun there before is over.
    const others = (user.connecting ?? []).filter(({ provider }) => provider !== account.provider)
    user.connecting = [...others, account]
    return answer(c, asked, account, begin())
  })
  // Once more by the provider's page, e.g. where it is to allow more.
  .patch(`${path}/:id/reauthorize`, clientCall, (c) => {
    const asked = freshlyAsking(c)
    const account = asked.user.externalAccounts.find(({ id }) => id === c.req.param('id'))
    if (!account || isEnterprise(account)) throw notFound('External account')
    return answer(c, asked, account, readExternal(c, `oauth_${account.provider}`, account.emailAddress)())
  })
  .delete(`${path}/:id`, clientCall, (c) => {
    const box = c.get('box')
    const { user } = freshlyAsking(c)
    const id = c.req.param('id')
    const { externalAccounts, connecting = [] } = user
    const account = externalAccounts.find((each) => each.id === id && !isEnterprise(each))
    if (!account && !connecting.some((each) => each.id === id)) throw notFound('External account')
    const others = externalAccounts.filter((each) => each !== account)
    if (account) checkWayIn(box, { ...user, externalAccounts: others }, 'account')
    user.externalAccounts = others
    user.connecting = connecting.filter((each) => each.id !== id)
    user.updatedAt = box.clock.now()
    return withClient(c, { object: 'external_account', id, deleted: true })
  })

/** Answers with the account, whose verification leads to the provider's page. */
function answer(
  c: FapiContext,
  { user, session }: ReturnType<typeof freshlyAsking>,
  account: ExternalAccountRecord,
  verification: Verification,
) {
  const box = c.get('box')
  Object.assign(account, { sessionId: session.id, verification })
  user.updatedAt = box.clock.now()
  return withClient(c, serializeExternalAccount(box, account))
}
