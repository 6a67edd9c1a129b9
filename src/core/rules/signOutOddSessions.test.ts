import { describe, expect, test } from 'vitest'
import { type ClientJson, editClients, editSession } from '../../../test/support/editedClients'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page, refusal } from '../../../test/support/world'
import { createSignIn, getClient, signOut } from '../../core'

const nameIn = ({ frontdesk }: Page) => frontdesk.state.session.session?.user.firstName
const withoutUser = ({ user: _, ...session }: Record<string, unknown>) => session

describe('rule 3 · sign-out is final · beside sessions that cannot be read', () => {
  test('behavior: one that is marked is ended all the same', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser', signedIn: [alice, bob] })
    const [alices] = world.seeded!.sessionIds as [string, string]
    const tab = world.browser.openTab()
    let edit = (c: ClientJson): unknown => c
    const page = world.open({ tab, ambient: { fetch: editClients(tab, (c) => edit(c)) } })
    await time.advance(1000)
    const heal = world.fault(`POST /client/sessions/${alices}/remove`, { cut: true })
    const result = signOut(page.frontdesk, { sessionId: alices })
    edit = editSession(alices, withoutUser)
    await time.advance(100)
    expect(await result).toEqual({ serverConfirmed: false })
    heal()
    await time.advance(60_000)
    void getClient(page.frontdesk)
    await time.advance(5000)
    expect(world.fapi.sessions.find(({ id }) => id === alices)?.status).toBe('removed')
  })

  test('behavior: another one keeps no sign-out, and no sign-in, from being sent', async () => {
    const time = fakeTime()
    const world = await createWorld({ scheme: 'browser', signedIn: [alice, bob] })
    const [alices, bobs] = world.seeded!.sessionIds as [string, string]
    const tab = world.browser.openTab()
    let edit = (c: ClientJson): unknown => c
    const page = world.open({ tab, ambient: { fetch: editClients(tab, (c) => edit(c)) } })
    await time.advance(1000)
    expect(nameIn(page)).toBe('Bob')
    const heal = world.fault(`POST /client/sessions/${alices}/remove`, { cut: true })
    const result = signOut(page.frontdesk, { sessionId: alices })
    edit = editSession(bobs, withoutUser)
    await time.advance(100)
    expect(await result).toEqual({ serverConfirmed: false })
    heal()
    await time.advance(60_000)
    const wrong = refusal(createSignIn(page.frontdesk, { identifier: alice.identifier, password: 'wrong' }))
    await time.advance(2000)
    expect(await wrong).toMatchObject({ code: 'form_password_incorrect' })
    expect(world.fapi.sessions.find(({ id }) => id === alices)?.status).toBe('removed')
  })
})
