import type { Fapi } from '../handle'
import { createCaller } from '../testCaller'

const organizations = [
  {
    id: 'org_acme',
    name: 'Acme',
    members: [{ user: 'alice@example.com', role: 'org:admin' }, { user: 'carol@example.com' }],
  },
  {
    id: 'org_beta',
    name: 'Beta',
    members: [{ user: 'alice@example.com', role: 'org:guest', permissions: [] }],
  },
]

/** Somebody signed in, who asks as clerk-js does. On a box of their own, unless one is given. */
export async function signedInAs(name: string, fapi?: Fapi) {
  const caller = await createCaller(fapi ? { fapi } : { organizations })
  const { body } = await caller.signIn(name)
  const id = body.response.created_session_id!
  const query = { _clerk_session_id: id }
  const ask = (method: string, path: string, form?: Record<string, string>) =>
    caller.call(method, path, { query, ...(form && { form }) })
  const touch = (active_organization_id: string) =>
    caller.call('POST', `/v1/client/sessions/${id}/touch`, {
      form: { active_organization_id, intent: 'select_org' },
    })
  return { ...caller, query, ask, touch }
}
