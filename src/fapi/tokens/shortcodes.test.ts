import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { createCaller } from '../testCaller'
import { fillShortcodes } from './shortcodes'

test('default: a template says of the user and the active organization what there is to say', async () => {
  const claims = {
    id: '{{user.id}}',
    mail: 'mailto:{{user.primary_email_address}}',
    name: '{{ user.full_name }}',
    meta: { roles: ['{{user.public_metadata.roles}}', 'all'] },
    org: '{{org.id}}',
    orgRole: '{{org.role}}',
    slug: 'at/{{org.slug}}/',
    session: '{{session.id}}',
    mfa: '{{user.two_factor_enabled}}',
  }
  const { call, signIn } = await createCaller({
    jwtTemplates: { app: { claims } },
    users: [
      {
        id: 'user_1',
        identifier: 'alice@example.com',
        password: 'alice-password',
        firstName: 'Al',
        lastName: 'Ice',
        publicMetadata: { roles: ['a'] },
      },
    ],
    organizations: [{ id: 'org_1', name: 'Acme', members: [{ user: 'alice@example.com' }] }],
  })
  const id = (await signIn('alice')).body.response.created_session_id
  const ask = async () => decodeJwt((await call('POST', `/v1/client/sessions/${id}/tokens/app`)).body.jwt)
  expect(await ask()).toMatchObject({
    id: 'user_1',
    mail: 'mailto:alice@example.com',
    name: 'Al Ice',
    meta: { roles: [['a'], 'all'] },
    org: null,
    orgRole: null,
    slug: 'at//',
    session: id,
    mfa: false,
  })
  await call('POST', `/v1/client/sessions/${id}/touch`, { form: { active_organization_id: 'acme' } })
  expect(await ask()).toMatchObject({ org: 'org_1', orgRole: 'org:member', slug: 'at/acme/' })
})

test('behavior: objects within text are JSON; what is no shortcode stays', () => {
  const scope = { user: { tags: { a: 1 }, none: null } }
  expect(fillShortcodes('={{user.tags}} {{user.none}}{{user.tags.a}}', scope)).toBe('={"a":1} 1')
  expect(fillShortcodes(['{{}}', '{{user tags}}', '{user}', 7, null], scope)).toEqual([
    '{{}}',
    '{{user tags}}',
    '{user}',
    7,
    null,
  ])
})

test.each(['user.constructor', 'user.tags.__proto__', 'toString', 'user..tags', 'user.tags.a.b'])(
  'behavior: {{%s}} stands for nothing',
  (path) => {
    expect(fillShortcodes(`{{${path}}}`, { user: { tags: { a: 'x' } } })).toBeNull()
  },
)
