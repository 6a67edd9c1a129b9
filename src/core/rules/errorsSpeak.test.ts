import { describe, expect, test } from 'vitest'
import { booted, createWorld, type Page, schemes, type World } from '../../../test/support/world'
import type { FrontdeskError } from '../../core'

const failure = ({ frontdesk }: Page) => frontdesk.state.connection.error as FrontdeskError
const creations = (world: World) => world.requests('POST /client').length

const envelope = {
  errors: [{ code: 'not_this_way', message: 'short', long_message: 'long: not_this_way', meta: {} }],
  clerk_trace_id: 'trace_1',
}

describe.each(schemes)('rule 10 · errors speak · with the scheme %s', (scheme) => {
  test('behavior: a 404 without the envelope names the URL called', async () => {
    const world = await createWorld({ scheme, missingClient: 404 })
    world.fault('GET /client', { status: 404, body: '<h1>Not found</h1>' })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({ code: 'fapi_not_found', status: 404 })
    const host = scheme === 'devBrowser' ? 'foo-bar-13.clerk.accounts.dev' : 'clerk.frontdesk.example'
    expect(failure(page).message).toContain(`https://${host}/v1/client`)
    expect(failure(page).message).toContain('proxyUrl')
    expect(creations(world)).toBe(0)
  })

  test.each([400, 403, 422])('behavior: %i is an error at once, in the words of Clerk', async (status) => {
    const world = await createWorld({ scheme })
    world.fault('GET /client', { status, body: envelope })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({
      code: 'not_this_way',
      status,
      message: 'long: not_this_way',
      traceId: 'trace_1',
      errors: [{ code: 'not_this_way', message: 'short', longMessage: 'long: not_this_way' }],
    })
    expect(world.requests('GET /client')).toHaveLength(1)
    expect(creations(world)).toBe(0)
  })

  test.each([
    ['HTML', '<!doctype html><title>Welcome</title>', ''],
    ['broken JSON', '{"response": {"id": "client_1"', ''],
    ['a client without an id', { response: { sessions: [] } }, 'id'],
    ['sessions that are no array', { response: { id: 'client_1', sessions: {} } }, 'sessions'],
    ['a session without an id', { response: { id: 'client_1', sessions: [{}] } }, 'sessions.0.id'],
    ['a client that is a list', { response: [] }, ''],
    ['a client that is a number', { response: 7 }, ''],
  ])('behavior: %s is malformed_response with the path of the fault', async (_, body, path) => {
    const world = await createWorld({ scheme, missingClient: 401 })
    world.fault('GET /client', { body })
    const page = world.open()
    await booted(page.frontdesk)
    expect(page.frontdesk.state.connection.status).toBe('error')
    expect(failure(page)).toMatchObject({ code: 'malformed_response', path: expect.stringContaining(path) })
    expect(creations(world)).toBe(0)
  })
})
