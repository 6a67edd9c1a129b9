import { expect, test } from 'vitest'
import { createFapi, type FapiOptions } from '../../fapi'

const users = [
  { identifier: 'ann@example.com', username: 'ann', password: 'x' },
  { identifier: 'bea@example.com', password: 'x' },
]

test('default: Acme with Alice and Carol; none where users are given', () => {
  const fapi = createFapi()
  const [alice, , carol] = fapi.users
  expect(fapi.organizations).toMatchObject([
    {
      id: expect.stringMatching(/^org_\w{27}$/),
      name: 'Acme',
      slug: 'acme',
      members: [
        { userId: alice?.id, role: 'org:admin' },
        { userId: carol?.id, role: 'org:member' },
      ],
    },
  ])
  expect(fapi.organizations[0]!.members.map(({ permissions }) => permissions)).toEqual([
    expect.arrayContaining(['org:sys_memberships:manage', 'org:sys_profile:delete']),
    ['org:sys_memberships:read', 'org:sys_billing:read'],
  ])
  expect(createFapi({ users }).organizations).toEqual([])
})

test('parameters: what is left out is filled in', () => {
  const { organizations } = createFapi({
    users,
    organizations: [
      { name: 'Ünder & Øver', members: [] },
      { id: 'org_1', name: 'B', slug: 'bee', members: [{ user: 'ANN', role: 'org:it', permissions: [] }] },
    ],
  })
  expect(organizations.map(({ slug }) => slug)).toEqual(['nder-ver', 'bee'])
  expect(organizations[1]).toMatchObject({ id: 'org_1', members: [{ role: 'org:it', permissions: [] }] })
})

test('behavior: snapshots are copies', () => {
  const fapi = createFapi()
  fapi.organizations[0]!.members.pop()
  expect(fapi.organizations[0]!.members).toHaveLength(2)
})

const acme = { name: 'Acme', members: [] }

test.each<[string, FapiOptions['organizations']]>([
  ['organizations', {} as never],
  ['organizations[0].name', [{ name: '', members: [] }]],
  ['organizations[0].members', [{ name: 'Acme' } as never]],
  ['organizations[0].id', [{ ...acme, id: 'acme' }]],
  ['organizations[0].slug', [{ ...acme, slug: 'org_acme' }]],
  ['organizations[1].slug', [acme, acme]],
  [
    'organizations[1].id',
    [
      { ...acme, id: 'org_1' },
      { ...acme, id: 'org_1', slug: 'other' },
    ],
  ],
  ['organizations[0].members[0].user', [{ name: 'Acme', members: [{ user: 'eve@example.com' }] }]],
  [
    'organizations[0].members[1].user',
    [{ name: 'Acme', members: [{ user: 'ann' }, { user: 'Ann@example.com' }] }],
  ],
  ['organizations[0].members[0].role', [{ name: 'Acme', members: [{ user: 'ann', role: 'admin' }] }]],
  [
    'organizations[0].members[0].permissions[0]',
    [{ name: 'Acme', members: [{ user: 'ann', permissions: ['read'] }] }],
  ],
])('error: names %s', (place, organizations) => {
  expect(() => createFapi({ users, organizations })).toThrow(TypeError)
  expect(() => createFapi({ users, organizations })).toThrow(`${place}:`)
})

test('behavior: organizations of a seed need no ids, nor do their members', () => {
  const seed = {
    users,
    organizations: [
      { name: 'A', members: [{ user: 'ann' }] },
      { name: 'B', members: [] },
      { name: 'C', members: [] },
    ],
  }
  const { organizations } = createFapi({ storage: { load: () => seed } })
  expect(new Set(organizations.map(({ id }) => id)).size).toBe(3)
})
