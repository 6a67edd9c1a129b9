import { describe, expect, test } from 'vitest'
import { createServer } from './testServer'

type Answer = { email_address: string }[] & {
  data: { email_address: string }[]
  total_count: number
  url: string
}

const ann = { email_address: 'Ann@example.com', public_metadata: { plan: 'pro' } }
const ben = { email_address: 'ben@example.com' }

const refused: [number, string, unknown][] = [
  [400, 'request_body_invalid', {}],
  [400, 'request_body_invalid', []],
  [400, 'request_body_invalid', ['ann@example.com']],
  [400, 'request_body_invalid', 'text'],
  [422, 'bulk_size_exceeded', Array.from({ length: 11 }, (_, at) => ({ email_address: `a${at}@x.example` }))],
]

describe('POST /v1/invitations/bulk', () => {
  test('default: invites all of them', async () => {
    const { ask, call } = await createServer<Answer>({ signUp: { mode: 'restricted' } })
    const { body } = await ask('POST', '/invitations/bulk', [ann, ben])
    expect(body).toMatchObject([
      { object: 'invitation', email_address: 'ann@example.com', public_metadata: { plan: 'pro' } },
      { object: 'invitation', email_address: 'ben@example.com', public_metadata: {} },
    ])
    const { url } = body[0] as unknown as { url: string }
    const ticket = new URL(url).searchParams.get('ticket')!
    const form = { strategy: 'ticket', ticket, password: 'a-password-of-ann' }
    const signUp = await call('POST', '/v1/client/sign_ups', { form })
    expect(signUp.body.response).toMatchObject({ status: 'complete' })
  })

  test.each<[number, string, unknown]>([
    ...refused,
    [422, 'form_param_missing', [ann, {}]],
    [422, 'form_param_format_invalid', [ann, { email_address: 'none' }]],
    [422, 'duplicate_record', [ann, { email_address: 'ANN@example.com' }]],
    [422, 'duplicate_record', [ann, { email_address: 'known@example.com' }]],
  ])('error: %i %s, and nobody is invited', async (status, code, body) => {
    const { ask } = await createServer<Answer>()
    await ask('POST', '/invitations', { email_address: 'known@example.com' })
    expect(await ask('POST', '/invitations/bulk', body)).toMatchObject({ status, code })
    expect((await ask('GET', '/invitations')).body).toHaveLength(1)
  })
})

describe('POST /v1/organizations/{id}/invitations/bulk', () => {
  test('default: invites all of them, each with a role', async () => {
    const { ask, fapi } = await createServer<Answer>()
    const path = `/organizations/${fapi.organizations[0]!.id}/invitations`
    const list = [
      { ...ann, role: 'org:admin' },
      { ...ben, role: 'org:member' },
    ]
    expect((await ask('POST', `${path}/bulk`, list)).body).toMatchObject({
      data: [
        { email_address: 'ann@example.com', role: 'org:admin', public_metadata: { plan: 'pro' } },
        { email_address: 'ben@example.com', role: 'org:member' },
      ],
      total_count: 2,
    })
    expect((await ask('GET', path)).body.total_count).toBe(2)
  })

  test.each<[number, string, unknown]>([
    ...refused,
    [422, 'form_param_missing', [{ ...ann, role: 'org:member' }, ben]],
    [400, 'organization_invitation_not_unique', [0, 1].map(() => ({ ...ann, role: 'org:member' }))],
    [
      400,
      'already_a_member_in_organization',
      [ann, { email_address: 'alice@example.com' }].map((each) => ({ ...each, role: 'org:member' })),
    ],
  ])('error: %i %s, and nobody is invited', async (status, code, body) => {
    const { ask, fapi } = await createServer<Answer>()
    const path = `/organizations/${fapi.organizations[0]!.id}/invitations`
    expect(await ask('POST', `${path}/bulk`, body)).toMatchObject({ status, code })
    expect((await ask('GET', path)).body.total_count).toBe(0)
  })
})

test('attack: a list without the secret key is refused, and one elsewhere is no form', async () => {
  const { ask } = await createServer<Answer>()
  expect(await ask('POST', '/invitations/bulk', [ann], 'sk_test_wrong')).toMatchObject({ status: 401 })
  expect(await ask('POST', '/invitations', [ann])).toMatchObject({
    status: 400,
    code: 'request_body_invalid',
  })
})
