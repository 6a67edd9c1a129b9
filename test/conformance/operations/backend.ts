import type { TestCaller } from '../../../src/fapi/testCaller'
import type { Step } from './drive'

export const backend: Step[] = [
  async ({ open }) => {
    const caller = await open()
    await caller.signIn('alice')
    const [{ id: user }, { id: session }] = [caller.fapi.users[0]!, caller.fapi.sessions[0]!]
    for (const right of [true, false]) {
      const ask = asServer(caller, right)
      await ask('GET', '/v1/users?query=alice&limit=1')
      await ask('GET', '/v1/users/count')
      for (const email_address of ['dora@example.com', 'dora@example.com', 'none']) {
        await ask('POST', '/v1/users', { email_address: [email_address], password: 'a-password-of-doras' })
      }
      for (const id of [user, 'user_unknown']) {
        await ask('GET', `/v1/users/${id}`)
        for (const verb of ['lock', 'unlock']) await ask('POST', `/v1/users/${id}/${verb}`)
      }
      await ask('GET', '/v1/sessions')
      await ask('GET', '/v1/sessions?paginated=true')
      for (const id of [session, 'sess_unknown']) {
        await ask('GET', `/v1/sessions/${id}`)
        await ask('POST', `/v1/sessions/${id}/revoke`)
      }
      for (const verb of ['ban', 'unban']) await ask('POST', `/v1/users/${user}/${verb}`)
    }
  },
]

/** Asks as @clerk/backend does: with the secret key, in JSON, and with no Origin. */
function asServer({ fapi }: TestCaller, isRight: boolean) {
  return async (method: string, path: string, body?: object) => {
    const headers = {
      authorization: `Bearer ${fapi.secretKey}${isRight ? '' : 'x'}`,
      'content-type': 'application/json',
    }
    const content = body && { body: JSON.stringify(body) }
    await fapi.fetch(new Request(`http://localhost:4400${path}`, { method, headers, ...content }))
  }
}
