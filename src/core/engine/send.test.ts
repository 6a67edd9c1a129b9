import { describe, expect, test } from 'vitest'
import { hear } from '../../../test/support/heard'
import { holdAnswers } from '../../../test/support/heldAnswers'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, refusal, scopeOf, type WorldOptions } from '../../../test/support/world'
import type { Ambient } from '../host/ambient'
import { end } from '../store/store'
import { form } from '../wire/form'
import { callFapi, type FapiRequest } from '../wire/request'
import { send, sendAndSettle, settle } from './send'

const signIn = (person = bob): FapiRequest => ({
  method: 'POST',
  path: '/client/sign_ins',
  body: form({ ...person, strategy: 'password' }),
})

interface OpenOptions extends WorldOptions {
  mount?: boolean
  ambient?: Partial<Ambient>
}

/** A page whose client is known, if it is not the first request that is looked at. */
async function open({ mount = true, ambient = {}, ...options }: OpenOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ scheme: 'browser', signedIn: [alice], ...options })
  const tab = world.browser.openTab()
  const answers = holdAnswers(tab)
  const page = world.open({ tab, mount, ambient: { fetch: answers.fetch, ...ambient } })
  const engine = page.frontdesk._internal
  const known = async () => {
    await Promise.all([engine.loader.load(), time.advance(100)])
    world.fapi.log.clear()
  }
  const names = () => engine.client?.sessions.map(({ user }) => user.firstName)
  return { ...page, time, world, engine, answers, known, names }
}

describe('sendAndSettle', () => {
  test('default: gives the resource, takes over the client beside it, and tells the other tabs', async () => {
    const opened = await open()
    await opened.known()
    const { time, world, engine, names } = opened
    const heard = hear(opened)
    expect(await sendAndSettle(engine, signIn())).toMatchObject({
      object: 'sign_in_attempt',
      status: 'complete',
    })
    expect(names()).toEqual(['Alice', 'Bob'])
    await time.settle()
    expect(heard).toEqual([{ type: 'changed' }])
    expect(world.requests()).toEqual(['POST /client/sign_ins'])
  })

  test('behavior: what is refused is thrown, tells nobody anything, and asks for nothing', async () => {
    const opened = await open()
    await opened.known()
    const { time, world, engine } = opened
    const heard = hear(opened)
    expect(await refusal(sendAndSettle(engine, signIn({ ...bob, password: 'wrong' })))).toMatchObject({
      code: 'form_password_incorrect',
    })
    await time.advance(1000)
    expect(heard).toEqual([])
    expect(world.requests()).toEqual(['POST /client/sign_ins'])
  })
})

describe('before a request is sent', () => {
  test.each([
    ['with locks', {}],
    ['without', { locks: undefined }],
  ])('behavior: the bootstrap under way is waited for, %s', async (_, ambient) => {
    const { time, world, engine } = await open({ signedIn: undefined, missingClient: 401, ambient })
    world.fault('POST /client', { delay: 500, times: 1 })
    const sent = sendAndSettle(engine, signIn())
    await time.advance(400)
    expect(world.requests('POST /client/sign_ins')).toEqual([])
    await Promise.all([sent, time.advance(1000)])
    expect(world.requests()).toEqual(['GET /client', 'POST /client', 'POST /client/sign_ins'])
    expect(world.fapi.clients).toHaveLength(1)
  })

  test('behavior: where none is under way, none is begun', async () => {
    const { world, engine } = await open({ mount: false })
    await sendAndSettle(engine, signIn())
    expect(world.requests()).toEqual(['POST /client/sign_ins'])
  })

  test('behavior: sign-outs that wait are delivered', async () => {
    const { world, engine, known } = await open()
    await known()
    await engine.outbox.update(() => [...world.seeded!.sessionIds])
    await sendAndSettle(engine, signIn())
    expect(world.requests()).toEqual([
      'GET /client',
      `POST /client/sessions/${world.seeded!.sessionIds[0]}/remove`,
      'POST /client/sign_ins',
    ])
  })

  test.each([
    ['is not there', 'sess_other'],
    ['has ended while it waited', undefined],
  ])('behavior: one of a session that %s is not sent', async (_, other) => {
    const { world, engine, known } = await open()
    await known()
    const [id] = world.seeded!.sessionIds as [string]
    const sessionId = other ?? id
    const sent = send(engine, { method: 'POST', path: `/client/sessions/${sessionId}/touch`, sessionId })
    end(engine, [id], { isClientGone: false, isConfirmed: true })
    expect(await refusal(sent)).toMatchObject({ code: 'session_not_found' })
    expect(world.requests()).toEqual([])
  })

  test('behavior: where no client is known, another tab that may be creating one is waited for', async () => {
    const { time, world, engine, frontdesk } = await open({ mount: false })
    let letGo = () => {}
    const name = `frontdesk.${scopeOf(frontdesk)}.bootstrap`
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    void world.browser.openTab().ambient.locks.request(name, {}, () => held)
    const sent = sendAndSettle(engine, signIn())
    await time.advance(1000)
    expect(world.requests()).toEqual([])
    letGo()
    await Promise.all([sent, time.settle()])
    expect(world.requests()).toEqual(['POST /client/sign_ins'])
  })
})

describe('send', () => {
  test('behavior: applies nothing; settle() does', async () => {
    const { engine, known, names } = await open()
    await known()
    const answer = await send(engine, signIn())
    expect(names()).toEqual(['Alice'])
    settle(engine, answer)
    expect(names()).toEqual(['Alice', 'Bob'])
  })

  test.each([
    ['one that gets no answer', { cut: true }],
    ['one that is not answered in time', { delay: 60_000 }],
  ])('behavior: %s has the client asked for, which tells what became of it', async (_, fault) => {
    const opened = await open()
    await opened.known()
    const { time, world, engine } = opened
    const heard = hear(opened)
    world.fault('POST /client/sign_ins', fault)
    const refused = refusal(send(engine, signIn()))
    await time.advance(31_000)
    expect(await refused).toMatchObject({ name: 'FrontdeskError' })
    expect(world.requests('GET /client')).toHaveLength(1)
    expect(heard).toEqual([{ type: 'changed' }])
  })

  test('behavior: of two that run at once nobody knows which came last: the client is asked for, once', async () => {
    const { time, world, engine, known, answers } = await open({ signedIn: [alice, bob] })
    await known()
    const touches = world.seeded!.sessionIds.map((id) => `/client/sessions/${id}/touch`)
    // The first answer to arrive is that to the first request: a late one has the client asked for by itself.
    const release = answers.hold('POST', touches[1]!)
    for (const path of touches) void sendAndSettle(engine, { method: 'POST', path })
    await time.advance(500)
    release()
    await time.advance(500)
    expect(world.requests().sort()).toEqual(['GET /client', ...touches.map((path) => `POST ${path}`).sort()])
    expect(engine.client?.sessions).toHaveLength(2)
    expect(engine.running.size).toBe(0)
  })

  test('behavior: sign-ins follow each other: each may replace the cookie that the next one sends', async () => {
    const { time, world, engine, known } = await open({ signedIn: undefined })
    await known()
    for (const person of [alice, bob]) void sendAndSettle(engine, signIn(person))
    await time.advance(1000)
    expect(world.requests()).toEqual(['POST /client/sign_ins', 'POST /client/sign_ins', 'GET /client'])
    expect(engine.client?.sessions).toHaveLength(2)
    expect(world.fapi.clients).toHaveLength(1)
  })
})

describe('settle', () => {
  test('behavior: an answer that comes after a later one changes nothing by itself', async () => {
    const { time, world, engine, answers, known, names } = await open()
    await known()
    const release = answers.hold('POST', '/client/sign_ins')
    const late = send(engine, signIn())
    await time.settle()
    await callFapi(engine, { method: 'POST', path: `/client/sessions/${world.seeded!.sessionIds[0]}/remove` })
    const loaded = callFapi(engine, { method: 'GET', path: '/client' })
    settle(engine, await loaded, ((await loaded).json as { response: unknown }).response)
    expect(names()).toEqual(['Bob'])
    world.fapi.log.clear()
    release()
    settle(engine, await late)
    expect(names()).toEqual(['Bob'])
    await time.settle()
    expect(world.requests()).toEqual(['GET /client'])
  })

  test('behavior: a client that is as before tells the other tabs nothing', async () => {
    const opened = await open()
    await opened.known()
    const { time, engine } = opened
    const heard = hear(opened)
    const answer = await callFapi(engine, { method: 'GET', path: '/client' })
    settle(engine, answer, (answer.json as { response: unknown }).response)
    await time.settle()
    expect(heard).toEqual([])
  })

  test.each([
    [401, 'session_revoked', 1],
    [401, 'requires_captcha', 0],
    [403, 'forbidden', 0],
  ])('behavior: after %i %s the client is asked for %i times', async (status, code, times) => {
    const { time, world, engine, known } = await open()
    await known()
    const body = { errors: [{ code, message: '', long_message: '' }] }
    world.fault('POST /client/sign_ins', { status, body })
    await refusal(sendAndSettle(engine, signIn()))
    await time.settle()
    expect(world.requests('GET /client')).toHaveLength(times)
  })
})
