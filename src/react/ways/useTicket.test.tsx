import { waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { perform, renderHookInPage } from '../../../test/support/render'
import { createWorld, refusal, type World } from '../../../test/support/world'
import { finishEmailLink, takeTicket } from '../../core'
import { useConnectionStatus, useSession, useSignIn, useSignUp, useTicket } from '../../index'

async function backend(world: World, path: string, body: object) {
  const headers = { authorization: `Bearer ${world.fapi.secretKey}`, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const response = await world.fapi.fetch(new Request(`http://localhost:4400/v1${path}`, init))
  return (await response.json()) as { token: string; url: string }
}

async function open<Way>(url: string, use: () => Way, world: World) {
  const page = world.open({ tab: world.browser.openTab({ url }), mount: false })
  const opened = renderHookInPage(page, () => ({
    connection: useConnectionStatus(),
    session: useSession(),
    way: use(),
  }))
  await waitFor(() => expect(opened.result.current.connection.status).toBe('ready'))
  return { page, ...opened }
}

test('default: there is none', async () => {
  const world = await createWorld()
  const { result, page } = await open('/?page=2', () => useTicket(useSignIn()), world)
  expect(result.current.way).toMatchObject({ isThere: false, status: null })
  expect(await refusal(result.current.way.accept())).toMatchObject({ code: 'ticket_missing' })
  expect(page.tab.ambient.page.url()).toBe('http://localhost:3000/?page=2')
})

test('behavior: a token signs in, once, and leaves the URL at once', async () => {
  const world = await createWorld()
  const { token } = await backend(world, '/sign_in_tokens', { user_id: world.fapi.users[0]!.id })
  const url = `/?a=1&__clerk_ticket=${token}&__clerk_status=sign_in`
  const { result, page } = await open(url, () => useTicket(useSignIn()), world)
  expect(result.current.way).toMatchObject({ isThere: true, status: 'sign_in' })
  expect(page.tab.ambient.page.url()).toBe('http://localhost:3000/?a=1')
  await perform(() => result.current.way.accept())
  expect(result.current.session.session?.user.firstName).toBe('Alice')
  expect(result.current.way.isThere).toBe(false)
})

test.each(['sign_in', 'sign_up', 'complete'])(
  'behavior: on the page that links in e-mails lead to, too, the status of a ticket stays its own: %s',
  async (status) => {
    const world = await createWorld()
    const url = `/?__clerk_ticket=secret&__clerk_status=${status}`
    const { frontdesk } = world.open({ tab: world.browser.openTab({ url }), mount: false })
    expect(await finishEmailLink(frontdesk)).toEqual({ status: 'none' })
    expect(takeTicket(frontdesk)).toEqual({ ticket: 'secret', status })
  },
)

test('behavior: an invitation signs up, with what else a new user says', async () => {
  const world = await createWorld()
  const { url } = await backend(world, '/invitations', {
    email_address: 'dora@example.com',
    redirect_url: 'http://localhost:3000/welcome',
  })
  const { headers } = await world.fapi.fetch(new Request(url))
  const { result, page } = await open(headers.get('location')!, () => useTicket(useSignUp()), world)
  expect(result.current.way.status).toBe('sign_up')
  expect(page.tab.ambient.page.url()).toBe('http://localhost:3000/welcome')
  // The box lets nobody sign up by a ticket yet.
  const response = { id: 'sua_1', status: 'missing_requirements', missing_fields: ['last_name'] }
  world.fault('POST /client/sign_ups', { status: 200, body: { response, client: null }, times: 1 })
  const taken = await perform(() =>
    result.current.way.accept({ password: 'dora-password', firstName: 'Dora' }),
  )
  expect(taken).toMatchObject({ id: 'sua_1', missingFields: ['lastName'] })
  expect(result.current.way.isThere).toBe(false)
})

test('error: one that is not good, and it can be tried again', async () => {
  const world = await createWorld()
  const { result } = await open('/?__clerk_ticket=forged', () => useTicket(useSignIn()), world)
  const error = await perform(() => refusal(result.current.way.accept()))
  expect(error).toMatchObject({ name: 'FrontdeskError', status: expect.any(Number) })
  expect(JSON.stringify(error) + (error as Error).message).not.toContain('forged')
  expect(result.current.way.isThere).toBe(true)
})
