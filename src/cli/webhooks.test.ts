import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { verifyWebhook } from '@clerk/backend/webhooks'
import { afterEach, expect, test, vi } from 'vitest'
import { createWebhooks, webhookSecret } from './webhooks'

afterEach(() => vi.useRealTimers())

const event = (type: string) =>
  ({ object: 'event', type, data: { id: 'user_1' }, timestamp: 1, instance_id: 'ins_1' }) as const

/** An app that answers with these, the last one for good. */
async function app(...statuses: number[]) {
  const got: { body: string; headers: Record<string, string> }[] = []
  const server = createServer(async (request, answer) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push({ body, headers: request.headers as Record<string, string> })
    answer.writeHead(statuses.length > 1 ? statuses.shift()! : statuses[0]!).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const reports: string[] = []
  const end = new AbortController()
  const secret = await webhookSecret('sk_test_x')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`
  const report = (text: string) => void reports.push(text)
  const webhooks = createWebhooks({ url, secret: async () => secret, report, signal: end.signal })
  const close = () => {
    end.abort()
    server.close()
    server.closeAllConnections()
  }
  return { got, reports, secret, webhooks, tell: webhooks.tell, url, close }
}

/** Lets time pass until it is so: an answer comes when it comes. */
const until = (check: () => void, ms: number) =>
  vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(ms)
    check()
  })

test('default: Clerk’s own SDK takes what was sent, and nothing that was changed', async () => {
  const { got, reports, secret, tell, close } = await app(200)
  tell(event('user.created'))
  tell(event('user.updated'))
  await vi.waitFor(() => expect(reports).toHaveLength(2))
  close()
  expect(reports).toEqual(['webhook user.created: 200\n', 'webhook user.updated: 200\n'])
  const [{ body, headers }] = got as [(typeof got)[0]]
  const verify = (text: string, signingSecret = secret) =>
    verifyWebhook(new Request('http://localhost/', { method: 'POST', headers, body: text }), {
      signingSecret,
    })
  expect(await verify(body)).toMatchObject({ type: 'user.created', data: { id: 'user_1' } })
  await expect(verify(body.replace('user_1', 'user_2'))).rejects.toThrow()
  await expect(verify(body, await webhookSecret('sk_test_y'))).rejects.toThrow()
})

test('behavior: what is refused is sent again later, under the same id, four times at most', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { got, reports, tell, close } = await app(500)
  tell(event('user.created'))
  for (const [count, pause] of [1000, 5000, 30_000].entries()) {
    await vi.waitFor(() => expect(got).toHaveLength(count + 1))
    await vi.advanceTimersByTimeAsync(pause - 1)
    expect(got).toHaveLength(count + 1)
    await until(() => expect(got).toHaveLength(count + 2), pause)
  }
  await vi.waitFor(() => expect(reports).toEqual(['webhook user.created: 500\n']))
  close()
  expect(new Set(got.map(({ headers }) => headers['svix-id'])).size).toBe(1)
  expect(got).toHaveLength(4)
})

test('behavior: once it is right it is not sent again, and who ends it leaves nothing behind', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { got, reports, tell, close } = await app(503, 204)
  tell(event('user.created'))
  await until(() => expect(reports).toEqual(['webhook user.created: 204\n']), 1000)
  expect(got).toHaveLength(2)
  close()
  tell(event('user.updated'))
  expect(got).toHaveLength(2)
})

test('behavior: what was sent is listed with what became of it, and sent again under the same id', async () => {
  const { got, reports, secret, webhooks, url, close } = await app(200, 500, 204)
  let changes = 0
  webhooks.subscribe(() => {
    changes += 1
  })
  webhooks.tell(event('user.created'))
  expect(webhooks.deliveries).toMatchObject([{ type: 'user.created', url, outcome: null }])
  await vi.waitFor(() => expect(reports).toHaveLength(1))
  const [{ id, body }] = webhooks.deliveries as [(typeof webhooks.deliveries)[0]]
  expect(webhooks.deliveries).toMatchObject([{ attempts: 1, outcome: '200' }])
  // Signatures are of seconds.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5000 })
  expect(await webhooks.sendAgain(id)).toMatchObject({ id, attempts: 2, outcome: '500', body })
  expect(await webhooks.sendAgain(id)).toMatchObject({ attempts: 3, outcome: '204' })
  close()
  expect(got.map((one) => [one.headers['svix-id'], one.body])).toEqual(Array(3).fill([id, body]))
  expect(new Set(got.slice(0, 2).map(({ headers }) => headers['svix-timestamp'])).size).toBe(2)
  expect(new Set(got.slice(0, 2).map(({ headers }) => headers['svix-signature'])).size).toBe(2)
  const request = new Request('http://localhost/', { method: 'POST', headers: got[1]!.headers, body })
  expect(await verifyWebhook(request, { signingSecret: secret })).toMatchObject({ type: 'user.created' })
  expect(reports.slice(1)).toEqual([
    'webhook user.created, again: 500\n',
    'webhook user.created, again: 204\n',
  ])
  expect(changes).toBeGreaterThanOrEqual(4)
  await expect(webhooks.sendAgain('msg_x')).rejects.toThrow('There is no webhook "msg_x"')
})

test('behavior: what arrived because it was sent again is not tried another time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { got, reports, webhooks, close } = await app(500, 200)
  webhooks.tell(event('user.created'))
  await vi.waitFor(() => expect(webhooks.deliveries[0]!.outcome).toBe('500'))
  await webhooks.sendAgain(webhooks.deliveries[0]!.id)
  await until(() => expect(reports).toContain('webhook user.created: 200\n'), 1000)
  close()
  expect(got).toHaveLength(2)
})

test('behavior: the last 100 are listed, and cleared on demand', async () => {
  const { reports, webhooks, close } = await app(200)
  for (let count = 0; count < 120; count++) webhooks.tell(event(`user.${count}`))
  const types = webhooks.deliveries.map(({ type }) => type)
  expect([types.length, types[0], types.at(-1)]).toEqual([100, 'user.20', 'user.119'])
  await vi.waitFor(() => expect(reports).toHaveLength(120), { timeout: 5000 })
  expect(webhooks.deliveries.every(({ outcome }) => outcome === '200')).toBe(true)
  webhooks.clear()
  expect(webhooks.deliveries).toEqual([])
  close()
})

test('behavior: once it is cleared nothing of before is sent, and what comes waits for nothing of before', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { got, reports, webhooks, close } = await app(500, 200)
  for (const name of ['tried', 'waiting']) webhooks.tell(event(`user.${name}`))
  await vi.waitFor(() => expect(webhooks.deliveries[0]!.outcome).toBe('500'))
  webhooks.clear()
  webhooks.tell(event('user.next'))
  await vi.waitFor(() => expect(reports).toContain('webhook user.next: 200\n'))
  await vi.advanceTimersByTimeAsync(60_000)
  close()
  expect(got.map(({ body }) => JSON.parse(body).type)).toEqual(['user.tried', 'user.next'])
  expect(webhooks.deliveries).toMatchObject([{ type: 'user.next', outcome: '200' }])
})
