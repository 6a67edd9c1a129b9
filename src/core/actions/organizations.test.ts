import { describe, expect, test } from 'vitest'
import { alice, booted, carol, createWorld, refusal, schemes, until } from '../../../test/support/world'
import { getToken, setActive } from '../../core'
import { readToken } from '../features/tokens/jwt'

const beta = { id: 'org_beta', name: 'Beta', members: [{ user: alice.identifier, role: 'org:admin' }] }
const acme = {
  id: 'org_acme',
  name: 'Acme',
  members: [{ user: carol.identifier }, { user: alice.identifier }],
}

async function opened(options: Parameters<typeof createWorld>[0] = {}) {
  const world = await createWorld({ signedIn: [alice], organizations: [acme, beta], ...options })
  const { frontdesk } = world.open()
  await booted(frontdesk)
  const organization = async () => readToken((await getToken(frontdesk))!).claims.o
  return { ...world, frontdesk, organization }
}

describe.each(schemes)('organizations of a %s', (scheme) => {
  test('default: setActive by id or slug changes what session and token say, with no request for a token', async () => {
    const { frontdesk, organization, fapi, requests } = await opened({ scheme })
    expect(frontdesk.state.session.organizationId).toBeNull()
    expect(await organization()).toBeUndefined()
    fapi.log.clear()
    await setActive(frontdesk, { organizationId: 'beta' })
    expect(frontdesk.state.session.organizationId).toBe('org_beta')
    expect(await organization()).toEqual({ id: 'org_beta', slg: 'beta', rol: 'admin' })
    await setActive(frontdesk, { organizationId: 'org_acme' })
    expect(await organization()).toEqual({ id: 'org_acme', slg: 'acme', rol: 'member' })
    await setActive(frontdesk, { organizationId: null })
    expect(frontdesk.state.session.organizationId).toBeNull()
    expect(await organization()).toBeUndefined()
    expect(new Set(requests().map((request) => request.replace(/sess_\w+/, '{id}')))).toEqual(
      new Set(['POST /client/sessions/{id}/touch']),
    )
  })
})

test('behavior: a session that is made active again keeps its organization', async () => {
  const { frontdesk, organization } = await opened()
  await setActive(frontdesk, { organizationId: 'beta' })
  await setActive(frontdesk, {})
  expect(await organization()).toMatchObject({ id: 'org_beta' })
})

test('error: another’s organization is refused, and nothing changes', async () => {
  const { frontdesk, organization } = await opened({
    organizations: [beta, { id: 'org_closed', name: 'Closed', members: [] }],
  })
  await setActive(frontdesk, { organizationId: 'beta' })
  const error = await refusal(setActive(frontdesk, { organizationId: 'org_closed' }))
  expect(error).toMatchObject({ status: 404 })
  expect(frontdesk.state.session.organizationId).toBe('org_beta')
  expect(await organization()).toMatchObject({ id: 'org_beta' })
})

test('behavior: choosing an organization signs in who had to', async () => {
  const { frontdesk, organization } = await opened({ signedIn: [carol] })
  expect(frontdesk.state.session.status).toBe('pending')
  await setActive(frontdesk, { organizationId: 'acme' })
  expect(frontdesk.state.session).toMatchObject({ status: 'signed-in', organizationId: 'org_acme' })
  expect(await organization()).toMatchObject({ id: 'org_acme' })
})

test('parameters: a token for one organization, while another is active', async () => {
  const { frontdesk, organization } = await opened()
  await setActive(frontdesk, { organizationId: 'beta' })
  const acmes = await getToken(frontdesk, { organizationId: 'org_acme' })
  expect(readToken(acmes!).claims.o).toMatchObject({ id: 'org_acme' })
  const own = await getToken(frontdesk, { organizationId: null })
  expect(readToken(own!).claims.o).toBeUndefined()
  expect(await organization()).toMatchObject({ id: 'org_beta' })
})

test('behavior: a second tab follows, and hands out no token of the organization before', async () => {
  const { frontdesk, open } = await opened()
  const other = open().frontdesk
  await booted(other)
  await getToken(other)
  await setActive(frontdesk, { organizationId: 'beta' })
  await until(other, ({ session }) => session.organizationId === 'org_beta')
  expect(readToken((await getToken(other))!).claims.o).toMatchObject({ id: 'org_beta' })
})
