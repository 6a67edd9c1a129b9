import type { TestCaller } from '../../../src/fapi/testCaller'
import { asServer } from './backend'
import type { Step } from './drive'

const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'

const enter = (caller: TestCaller, ticket: string) =>
  caller.call('POST', signIns, { form: { strategy: 'ticket', ticket } })

export const tickets: Step[] = [
  async ({ open }) => {
    const caller = await open()
    const ask = asServer(caller)
    const user_id = caller.fapi.users[0]!.id
    await asServer(caller, false)('POST', '/v1/sign_in_tokens', { user_id })
    const { id, token } = await ask('POST', '/v1/sign_in_tokens', { user_id })
    const taken = await ask('POST', '/v1/sign_in_tokens', { user_id })
    for (const name of [taken.id, taken.id, 'sit_unknown']) {
      await ask('POST', `/v1/sign_in_tokens/${name}/revoke`)
    }
    for (const ticket of [token, token, taken.token, id]) await enter(caller, ticket)
    await ask('POST', '/v1/testing_tokens')
  },
  async ({ open }) => {
    const caller = await open()
    const ask = asServer(caller)
    const { id, url } = await ask('POST', '/v1/invitations', { email_address: 'dora@example.com' })
    await ask('GET', '/v1/invitations')
    for (const address of [url, 'http://localhost:4400/v1/tickets/accept?ticket=forged']) {
      await caller.fapi.fetch(new Request(address))
    }
    const ticket = new URL(url).searchParams.get('ticket')!
    await enter(caller, ticket)
    const other = await open({ fapi: caller.fapi })
    for (const form of [{}, { password: 'a-password-of-doras' }]) {
      await other.call('POST', signUps, { form: { strategy: 'ticket', ticket, ...form } })
    }
    const emil = await ask('POST', '/v1/invitations', { email_address: 'emil@example.com' })
    for (const name of [id, emil.id]) await ask('POST', `/v1/invitations/${name}/revoke`)
  },
]
