import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, createWorld, type Page, refusal, scopeOf } from '../../../test/support/world'
import { createSignIn, getClient, signOut } from '../../core'
import type { FapiFault } from '../../fapi'

const status = ({ frontdesk }: Page) => frontdesk.state.session.status
const marks = ({ tab, frontdesk }: Page) =>
  tab.ambient.originStorage.getItem(`frontdesk.${scopeOf(frontdesk)}.sign-outs`)

/** Nothing, but not as the Frontend API says it. */
const nothings: [string, FapiFault][] = [
  ['null', { body: 'null' }],
  ['false', { body: 'false' }],
  ['an empty text', { body: '""' }],
  ['false in an envelope', { body: { response: false } }],
  ['0 in an envelope', { body: { response: 0 } }],
  ['an empty text in an envelope', { body: { response: '' } }],
]

/** A page whose sign-out could not be delivered, loaded anew. */
async function openMarked(fault: FapiFault) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  const first = world.open()
  await time.advance(1000)
  first.tab.goOffline()
  const signedOut = signOut(first.frontdesk)
  await time.advance(1000)
  await signedOut
  first.tab.goOnline()
  const end = world.fault('GET /client', fault)
  const page = first.reload()
  await time.advance(5000)
  return { time, world, page, end }
}

describe.each(nothings)("rule 2 · only the Frontend API's word that there is no client: %s", (_, fault) => {
  test('behavior: signs nobody out', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.advance(1000)
    world.fault('GET /client', fault)
    const asked = refusal(getClient(page.frontdesk))
    await time.advance(5000)
    expect(await asked).toMatchObject({ code: 'malformed_response' })
    expect([status(page), page.frontdesk.state.connection.status]).toEqual(['signed-in', 'degraded'])
  })

  test('behavior: makes none', async () => {
    const time = fakeTime()
    const world = await createWorld({})
    world.fault('GET /client', fault)
    const page = world.open({ bootstrap: 'ensure' })
    await time.advance(5000)
    expect(page.frontdesk.state.connection.error?.code).toBe('malformed_response')
    expect(world.fapi.clients).toEqual([])
  })

  test('behavior: rule 3 · settles no sign-out', async () => {
    const { time, world, page, end } = await openMarked(fault)
    expect(page.frontdesk.state.connection.error?.code).toBe('malformed_response')
    expect(marks(page)).not.toBeNull()
    end()
    page.tab.focus()
    await time.advance(5000)
    expect([status(page), marks(page)]).toEqual(['signed-out', null])
    expect(world.fapi.sessions[0]!.status).toBe('removed')
  })
})

test.each<[string, FapiFault]>([
  ['null in an envelope', { body: { response: null, client: null } }],
  ['204', { status: 204 }],
])('behavior: rule 3 · %s settles a sign-out', async (_, fault) => {
  const { page } = await openMarked(fault)
  expect([status(page), marks(page)]).toEqual(['signed-out', null])
})

/** Codes of Frontdesk's own, of which the Frontend API may have one of the same name. */
const codes = ['timeout', 'network_error', 'malformed_response', 'request_failed', 'redirected_elsewhere']

describe.each(codes)("a refusal of the Frontend API's with the code %s", (code) => {
  const refused: FapiFault = { status: 403, body: { errors: [{ code, message: 'No.' }] } }

  test('behavior: rule 3 · refuses a sign-out', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.advance(1000)
    world.fault('POST /client/sessions/*/remove', refused)
    const signedOut = refusal(signOut(page.frontdesk))
    await time.advance(1000)
    expect(await signedOut).toMatchObject({ code, status: 403 })
    expect([status(page), marks(page)]).toEqual(['signed-in', null])
  })

  test('behavior: rule 8 · is not asked for again', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    world.fault('GET /client', refused)
    const page = world.open()
    await time.advance(60_000)
    page.tab.focus()
    await time.advance(60_000)
    expect(page.frontdesk.state.connection.error?.code).toBe(code)
    expect(world.requests('GET /client')).toHaveLength(1)
  })

  test('behavior: rule 2 · says that there is no client, with 401', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [alice] })
    const page = world.open()
    await time.advance(1000)
    world.fault('GET /client', { ...refused, status: 401 })
    const asked = getClient(page.frontdesk)
    await time.advance(1000)
    expect(await asked).toBeNull()
    expect(status(page)).toBe('signed-out')
  })

  test('behavior: rule 10 · refuses a sign-in', async () => {
    const time = fakeTime()
    const world = await createWorld({ signedIn: [] })
    const page = world.open()
    await time.advance(1000)
    world.fault('POST /client/sign_ins', refused)
    const signedIn = refusal(createSignIn(page.frontdesk, alice))
    await time.advance(1000)
    expect(await signedIn).toMatchObject({ code, status: 403, message: 'No.' })
  })
})
