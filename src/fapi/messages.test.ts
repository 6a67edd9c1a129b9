import { afterEach, expect, test, vi } from 'vitest'
import { createEmails, type FapiEmail } from './messages'
import { createCaller } from './testCaller'

afterEach(() => vi.useRealTimers())

const email: FapiEmail = { time: 0, to: 'ann@example.com', code: '123456', kind: 'sign-in' }

test('default: a code is found by its address and its kind, in any letter case', () => {
  const emails = createEmails()
  const other: FapiEmail = { ...email, kind: 'sign-up' }
  emails.add(email)
  emails.add(other)
  expect(emails.filter({ to: 'ANN@example.com' })).toEqual([email, other])
  expect(emails.filter({ kind: 'sign-up' })).toEqual([other])
  expect(emails.filter(({ code }) => code === '000000')).toEqual([])
})

test('behavior: waitFor says which codes there were when none comes in time', async () => {
  vi.useFakeTimers()
  const emails = createEmails()
  emails.add(email)
  const waiting = expect(emails.waitFor({ to: 'bob@example.com' }, { timeout: 100 })).rejects.toThrow(
    'No such email within 100 ms. There were: sign-in to ann@example.com',
  )
  await vi.advanceTimersByTimeAsync(100)
  await waiting
})

test('behavior: the last 100 are kept, newest last', () => {
  const emails = createEmails()
  for (let i = 0; i < 105; i++) emails.add({ ...email, time: i })
  expect(emails.entries.map(({ time }) => time)).toEqual(Array.from({ length: 100 }, (_, i) => i + 5))
})

test('behavior: subscribers get each new one until they stop, and one that subscribes twice gets it twice', () => {
  const emails = createEmails()
  const listener = vi.fn()
  const stop = emails.subscribe(listener)
  emails.subscribe(listener)
  emails.add(email)
  expect(listener.mock.calls).toEqual([[email], [email]])
  stop()
  emails.add(email)
  expect(listener).toHaveBeenCalledTimes(3)
})

test('behavior: the code is in the log beside the request that sent it, and nowhere else', async () => {
  const { call, fapi } = await createCaller()
  const form = { identifier: 'alice@example.com', strategy: 'email_code' }
  const { body } = await call('POST', '/v1/client/sign_ins', { form })
  const [sent] = fapi.emails.entries
  expect(sent).toEqual({
    time: expect.any(Number),
    to: 'alice@example.com',
    code: expect.stringMatching(/^\d{6}$/),
    kind: 'sign-in',
  })
  expect(fapi.log.entries.map((entry) => entry.email)).toEqual([null, sent])
  expect(JSON.stringify(body)).not.toMatch(new RegExp(`\\b${sent!.code}\\b`))
})
