import { act, render } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, createWorld } from '../../../test/support/world'
import { ClientProvider, useEmailCode, useSignIn } from '../../index'
import type { Code } from './useCode'

/** Two forms: one shows the seconds, and one does not. */
async function open(options?: Parameters<typeof useEmailCode>[1]) {
  const time = fakeTime()
  const world = await createWorld()
  const page = world.open({ mount: false })
  const seen = { code: undefined as Code | undefined, seconds: [] as number[], renders: 0, quiet: 0 }
  function Reads() {
    const code = useEmailCode(useSignIn(), options)
    seen.code = code as Code
    seen.seconds.push(code.resendIn)
    seen.renders++
    return null
  }
  function Ignores() {
    useEmailCode(useSignIn(), options)
    seen.quiet++
    return null
  }
  const { unmount } = render(
    <ClientProvider frontdesk={page.frontdesk}>
      <Reads />
      <Ignores />
    </ClientProvider>,
  )
  const pass = (ms: number) => act(() => time.advance(ms))
  await pass(100)
  const send = (parameters?: object) =>
    act(async () => {
      const sending = seen.code!.send(parameters).catch((error: unknown) => error)
      await time.settle()
      const outcome = await sending
      await time.settle()
      return outcome
    })
  return { time, world, page, seen, unmount, pass, send }
}

test('default: thirty seconds, that render who reads them, and nobody else', async () => {
  const { seen, pass, send, world } = await open()
  expect(seen.seconds.at(-1)).toBe(0)
  await send({ identifier: alice.identifier })
  await pass(10)
  expect(seen.seconds.at(-1)).toBe(30)
  const { renders, quiet } = seen
  for (let seconds = 0; seconds < 5; seconds++) await pass(1000)
  expect(seen.seconds.at(-1)).toBe(25)
  expect(seen.renders - renders).toBe(5)
  expect(seen.quiet).toBe(quiet)
  await send()
  expect(world.fapi.emails.entries).toHaveLength(1)
  await pass(25_100)
  expect(seen.seconds.at(-1)).toBe(0)
  const last = seen.renders
  await pass(5000)
  expect(seen.renders).toBe(last)
  await send()
  expect(world.fapi.emails.entries).toHaveLength(2)
  await pass(10)
  expect(seen.seconds.at(-1)).toBe(30)
})

test('parameters: resendAfter', async () => {
  const { seen, pass, send } = await open({ resendAfter: 5 })
  await send({ identifier: alice.identifier })
  await pass(10)
  expect(seen.seconds.at(-1)).toBe(5)
})

test.each([301, 3600, 86_400])(
  'behavior: of %i seconds asked for five minutes are waited',
  async (retryAfter) => {
    const { seen, pass, send, world } = await open()
    world.fault('POST /client/sign_ins', { status: 429, retryAfter, times: 1 })
    expect(await send({ identifier: alice.identifier })).toMatchObject({ status: 429 })
    await pass(10)
    expect(seen.seconds.at(-1)).toBe(300)
    await pass(300_000)
    expect(await send({ identifier: alice.identifier })).toMatchObject({ status: 'needs_first_factor' })
  },
)

test('behavior: Retry-After is obeyed', async () => {
  const { seen, pass, send, world } = await open()
  world.fault('POST /client/sign_ins', { status: 429, retryAfter: 90, times: 1 })
  expect(await send({ identifier: alice.identifier })).toMatchObject({ status: 429 })
  await pass(10)
  expect(seen.seconds.at(-1)).toBe(90)
})

test('rule 11 · nothing is left behind by a form that goes while it counts', async () => {
  const { seen, pass, send, unmount } = await open()
  await send({ identifier: alice.identifier })
  await pass(1000)
  const { renders } = seen
  unmount()
  await pass(10)
  expect(vi.getTimerCount()).toBe(0)
  expect(seen.renders).toBe(renders)
})

describe('after a refusal that says how long to wait', () => {
  const another = { identifier: 'bob@example.com' }

  test.each([
    ['at the beginning', '/client/sign_ins', 0],
    ['at the next one', /prepare_first_factor$/, 1],
  ] as const)(
    'behavior: %s: however often it is pressed, nothing is sent before',
    async (_, path, before) => {
      const { seen, pass, send, world } = await open()
      if (before) {
        await send({ identifier: alice.identifier })
        await pass(30_000)
      }
      world.fapi.fault({
        method: 'POST',
        path: typeof path === 'string' ? `/v1${path}` : path,
        ...{ status: 429, retryAfter: 90, times: 1 },
      })
      const given = before ? undefined : { identifier: alice.identifier }
      const sent = () => world.requests().filter((request) => request.startsWith('POST')).length
      const refused = await send(given)
      const count = sent()
      for (let presses = 0; presses < 10; presses++) expect(await send(given)).toBe(refused)
      if (!before) expect(await send(another)).toBe(refused)
      expect(refused).toMatchObject({ name: 'FrontdeskError', status: 429 })
      expect(sent()).toBe(count)
      await pass(10)
      expect(seen.seconds.at(-1)).toBe(90)
      await pass(60_000)
      expect(await send(given)).toBe(refused)
      expect(seen.seconds.at(-1)).toBe(30)
      await pass(31_000)
      expect(await send(given)).toMatchObject({ status: 'needs_first_factor' })
      expect(world.fapi.emails.entries).toHaveLength(before + 1)
      expect(sent()).toBe(count + 1)
    },
  )

  test('behavior: a refusal that names no time may be tried again', async () => {
    const { send, world } = await open()
    world.fault('POST /client/sign_ins', { status: 503, times: 1 })
    expect(await send({ identifier: alice.identifier })).toMatchObject({ status: 503 })
    expect(await send({ identifier: alice.identifier })).toMatchObject({ status: 'needs_first_factor' })
  })
})
