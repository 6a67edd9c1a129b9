import { expect, test } from 'vitest'
import { createFapi } from '../../fapi'
import { createFapiWithPages } from '../pages/createFapiWithPages'
import { createCaller, sharedKey } from '../testCaller'
import { keepChanges, type StateChange } from './changes'
import type { FapiState } from './format'
import { parseChange, replay } from './replay'
import { isSameJson } from './sameJson'

/** A box that is kept by its changes. */
async function keptBox(options: Parameters<typeof createFapi>[0] = {}) {
  const changes: (StateChange | undefined)[] = []
  let state: () => FapiState
  const keeper = keepChanges({
    load: () => undefined,
    async save(change, whole) {
      changes.push(change && JSON.parse(JSON.stringify(change)))
      state = whole
    },
  })
  const fapi = createFapiWithPages({ signingKey: await sharedKey(), ...options }, { keeper })
  await fapi.saved()
  const start: FapiState = JSON.parse(JSON.stringify(state!()))
  changes.length = 0
  return { fapi, changes, start, state: () => JSON.parse(JSON.stringify(state())) as FapiState }
}

test('behavior: a change holds what is different, and nothing else', async () => {
  const { fapi, changes } = await keptBox()
  const { call } = await createCaller({ fapi })
  expect(changes).toEqual([{ records: { devBrowsers: [expect.any(Object)] } }])
  await call('POST', '/v1/client/sign_ins', {
    form: { identifier: 'alice@example.com', strategy: 'email_code' },
  })
  const { records = {} } = changes[1]!
  expect(Object.keys(records).sort()).toEqual(['clients', 'devBrowsers', 'emails', 'signIns'])
  expect(records.emails).toEqual(fapi.emails.entries)
  const alice = fapi.users[0]!
  fapi.lockUser(alice.id)
  await fapi.saved()
  expect(changes[2]).toEqual({
    records: { users: [expect.objectContaining({ id: alice.id, locked: true })] },
  })
  fapi.clock.advance(0)
  await fapi.saved()
  expect(changes[3]).toBeUndefined()
  fapi.clock.advance(1000)
  await fapi.saved()
  expect(changes[4]).toEqual({ fields: { clockOffset: 1000 } })
  fapi.clock.advance(-1000)
  await fapi.saved()
  expect(changes[5]).toEqual({ fields: { clockOffset: null } })
  expect((await call('DELETE', '/v1/client')).status).toBe(200)
  expect(changes[6]).toMatchObject({ gone: { clients: [expect.any(String)], signIns: [expect.any(String)] } })
})

test('behavior: its size does not grow with what else there is', async () => {
  const sizes = await Promise.all(
    [10, 3000].map(async (count) => {
      const users = Array.from({ length: count }, (_, index) => ({
        identifier: `user${String(index).padStart(4, '0')}@example.com`,
        password: 'a-password',
      }))
      const { fapi, changes } = await keptBox({ users })
      await fapi.seedClient({ users: ['user0009@example.com'] })
      return JSON.stringify(changes).length
    }),
  )
  expect(sizes[1]! - sizes[0]!).toBeLessThan(50)
})

test('behavior: messages go to a box that starts from what was kept, the last 100 of them', async () => {
  const { fapi, changes, start, state } = await keptBox()
  const { call } = await createCaller({ fapi })
  for (let sent = 0; sent < 110; sent++) {
    await call('POST', '/v1/client/sign_ins', {
      form: { identifier: 'bob@example.com', strategy: 'email_code' },
    })
  }
  const kept = replay(start, changes.map(parseChange))
  for (const from of [kept, state()]) {
    const next = createFapi({ storage: { load: () => from } })
    expect(next.emails.entries).toEqual(fapi.emails.entries)
    expect(next.emails.entries).toHaveLength(100)
  }
  const codes = fapi.emails.entries.map(({ code }) => code)
  expect(codes.at(-1)).toBe(kept.emails?.at(-1)?.code)
  fapi.emails.clear()
  await call('POST', '/v1/client/sign_ins', {
    form: { identifier: 'bob@example.com', strategy: 'email_code' },
  })
  expect(replay(start, changes.map(parseChange)).emails).toEqual(fapi.emails.entries)
  expect(fapi.emails.entries).toHaveLength(1)
})

test('parameters: keys that objects have by themselves are compared as any others', () => {
  const parse = (text: string): unknown => JSON.parse(text)
  expect(isSameJson(parse('{"__proto__":{}}'), parse('{"x":{}}'))).toBe(false)
  expect(isSameJson(parse('{"constructor":1}'), parse('{"constructor":1}'))).toBe(true)
  expect(isSameJson(parse('{"toString":{}}'), {})).toBe(false)
  expect(isSameJson({ a: undefined, b: [1, { c: null }] }, parse('{"b":[1,{"c":null}]}'))).toBe(true)
  expect(isSameJson({ b: [] }, { b: {} })).toBe(false)
  expect(isSameJson([1], [1, 2])).toBe(false)
})

test.each([
  [{ records: { users: [{}] } }, 'records.users[0].identifier: is missing'],
  [{ records: { ghosts: [] } }, 'records.ghosts: is not known'],
  [{ gone: { sessions: [1] } }, /^gone\.sessions\[0\]: /],
  [{ of: 'x' }, 'of: is not known'],
  [[], /^the state: /],
  [{ fields: { emails: 5 } }, 'fields: emails must be a list'],
  [{ fields: { texts: {} } }, 'fields: texts must be a list'],
])('error: %j is no change', (input, message) => {
  expect(() => parseChange(input)).toThrow(message)
})
