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
  const tell = createWebhooks({ url, secret, report, signal: end.signal })
  const close = () => {
    end.abort()
    server.close()
    server.closeAllConnections()
  }
  return { got, reports, secret, tell, close }
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
