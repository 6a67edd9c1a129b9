import { foreign, type Step } from './drive'

const actions = ['touch', 'end', 'remove', 'tokens', 'tokens/plain'] as const
const jwtTemplates = { plain: {} }

export const sessions: Step[] = [
  async ({ open }) => {
    const caller = await open({ jwtTemplates })
    const { body } = await caller.signIn('alice')
    const path = `/v1/client/sessions/${body.response.created_session_id}`
    const organization = caller.fapi.organizations[0]!
    await caller.call('GET', path)
    await caller.call('POST', `${path}/touch`, { form: { intent: 'focus' } })
    for (const active_organization_id of [organization.id, '', 'org_unknown']) {
      const form = { active_organization_id, intent: 'select_org' }
      await caller.call('POST', `${path}/touch`, { form })
    }
    await caller.call('POST', `${path}/tokens`)
    await caller.call('POST', `${path}/tokens`, { form: { organization_id: organization.id } })
    await caller.call('POST', `${path}/tokens/plain`)
    await caller.call('POST', `${path}/tokens/unknown`)
    for (const action of actions) await caller.call('POST', `${path}/${action}`, { headers: foreign })
    await caller.call('POST', `${path}/end`)
    // Over already, and nobody of this client is signed in any more.
    await caller.call('GET', path)
    for (const action of actions) await caller.call('POST', `${path}/${action}`)
  },
  async ({ open }) => {
    const caller = await open()
    await caller.signIn('carol')
    const { body } = await caller.signIn('alice')
    await caller.call('POST', `/v1/client/sessions/${body.response.created_session_id}/remove`)
  },
  async ({ open }) => {
    const caller = await open({ jwtTemplates })
    const missing = '/v1/client/sessions/sess_unknown'
    await caller.call('GET', missing)
    for (const action of actions) await caller.call('POST', `${missing}/${action}`)
    await caller.signIn('alice')
    await caller.call('GET', missing)
    for (const action of actions) await caller.call('POST', `${missing}/${action}`)
  },
  async ({ open }) => {
    const caller = await open({ jwtTemplates })
    const { body } = await caller.signIn('alice')
    caller.fapi.banUser('alice@example.com')
    for (const action of actions) {
      await caller.call('POST', `/v1/client/sessions/${body.response.created_session_id}/${action}`)
    }
    await caller.call('GET', '/v1/me', { query: { _clerk_session_id: body.response.created_session_id! } })
  },
  async ({ open }) => {
    const caller = await open()
    for (const path of ['', '/sessions/active', '/organization_memberships']) {
      await caller.call('GET', `/v1/me${path}`)
    }
    await caller.call('POST', '/v1/me/sessions/sess_unknown/revoke')
    const { body } = await caller.signIn('alice')
    const session = body.response.created_session_id!
    const query = { _clerk_session_id: session }
    for (const path of ['', '/sessions/active', '/organization_memberships']) {
      await caller.call('GET', `/v1/me${path}`, { query })
      await caller.call('GET', `/v1/me${path}`, { query, headers: foreign })
    }
    await caller.call('GET', '/v1/me', { query: { _clerk_session_id: 'sess_unknown' } })
    await caller.call('POST', '/v1/me/sessions/sess_unknown/revoke', { query })
    await caller.call('POST', `/v1/me/sessions/${session}/revoke`, { query })
    await caller.call('GET', '/v1/me', { query })
  },
]
