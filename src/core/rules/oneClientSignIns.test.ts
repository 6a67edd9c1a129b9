import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import {
  alice,
  bob,
  carol,
  createWorld,
  type Page,
  type World,
  type WorldOptions,
} from '../../../test/support/world'
import { createSignIn, getClient } from '../../core'

/** The answer to a sign-in takes 200 ms, its cookie too, after the server has done what it says. */
function slowDown({ fapi }: World) {
  const { fetch } = fapi
  Object.assign(fapi, {
    async fetch(...request: Parameters<typeof fetch>) {
      const response = await fetch(...request)
      if (request[0].url.includes('/sign_ins')) await new Promise((resolve) => setTimeout(resolve, 200))
      return response
    },
  })
}

/** A tab whose client is known, with a live key, where sign-ins are slow from here on. */
async function open(options: WorldOptions = {}, ambient = {}) {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'browser', missingClient: 401, ...options })
  const page = world.open({ ambient })
  await time.advance(3000)
  slowDown(world)
  const names = ({ frontdesk }: Page) =>
    frontdesk._internal.client?.sessions.map(({ user }) => user.firstName).sort()
  return { time, world, page, names }
}

describe('rule 1 · one client · while a sign-in is under way', () => {
  const moments = [0, 5, 50, 100, 150, 195, 200, 250]

  test.each(moments)('behavior: a tab that boots %i ms later makes none', async (ms) => {
    const { time, world, page, names } = await open()
    const signedIn = createSignIn(page.frontdesk, alice)
    await time.advance(ms)
    const other = world.open()
    await time.advance(3000)
    await signedIn
    expect(world.fapi.clients).toHaveLength(1)
    expect([names(page), names(other)]).toEqual([['Alice'], ['Alice']])
  })

  test.each(moments)('behavior: nor where that adds a second account', async (ms) => {
    const { time, world, page, names } = await open({ signedIn: [alice] })
    const signedIn = createSignIn(page.frontdesk, bob)
    await time.advance(ms)
    const other = world.open()
    await time.advance(3000)
    await signedIn
    expect(world.fapi.clients).toHaveLength(1)
    expect([names(page), names(other)]).toEqual([
      ['Alice', 'Bob'],
      ['Alice', 'Bob'],
    ])
  })

  test.each(moments)('behavior: a tab that asks anew %i ms later shows nobody as signed out', async (ms) => {
    const { time, world, page, names } = await open({ signedIn: [alice] })
    const other = world.open()
    await time.advance(1000)
    const seen = new Set<string>()
    other.frontdesk.subscribe(() => seen.add(other.frontdesk.state.session.status))
    const signedIn = createSignIn(page.frontdesk, bob)
    await time.advance(ms)
    const asked = getClient(other.frontdesk)
    await time.advance(5000)
    await Promise.all([signedIn, asked])
    expect(seen).not.toContain('signed-out')
    expect(names(other)).toEqual(['Alice', 'Bob'])
  })
})

describe.each<[string, WorldOptions]>([
  ['a known empty client', { signedIn: [] }],
  ['no client', { missingClient: 'null' }],
  ['an account', { signedIn: [carol] }],
])('rule 1 · one client · two sign-ins at once on %s', (_, options) => {
  const both = options.signedIn?.length ? ['Alice', 'Bob', 'Carol'] : ['Alice', 'Bob']

  test.each([
    ['with locks', {}],
    ['without', { locks: undefined }],
  ])('behavior: in one page, %s', async (_, ambient) => {
    const { time, world, page, names } = await open(options, ambient)
    const signedIn = [createSignIn(page.frontdesk, alice), createSignIn(page.frontdesk, bob)]
    await time.advance(5000)
    await Promise.all(signedIn)
    expect(world.fapi.clients).toHaveLength(1)
    expect(names(page)).toEqual(both)
  })

  test('behavior: in two tabs', async () => {
    const { time, world, page, names } = await open(options)
    const other = world.open()
    await time.advance(1000)
    const signedIn = [createSignIn(page.frontdesk, alice), createSignIn(other.frontdesk, bob)]
    await time.advance(5000)
    await Promise.all(signedIn)
    expect(world.fapi.clients).toHaveLength(1)
    expect([names(page), names(other)]).toEqual([both, both])
  })
})

test('behavior: rule 1 · one client · a sign-in that is refused holds up no other', async () => {
  const { time, page, names } = await open({ signedIn: [] })
  const refused = createSignIn(page.frontdesk, { ...bob, password: 'wrong' }).catch((error) => error)
  const signedIn = createSignIn(page.frontdesk, alice)
  await time.advance(1000)
  await signedIn
  expect(await refused).toMatchObject({ code: 'form_password_incorrect' })
  expect(names(page)).toEqual(['Alice'])
})
