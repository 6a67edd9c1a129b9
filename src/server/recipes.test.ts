import { readFileSync } from 'node:fs'
import { Hono } from 'hono/tiny'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { createStage, kinds, type ServerStage } from '../../test/support/serverStage'

// What readers paste from the guide, run as it stands there.

const guide = readFileSync(new URL('../../docs/guides/servers.md', import.meta.url), 'utf8')
const block = /```ts\n(\/\*\* Cookies and timings[\s\S]*?)```/.exec(guide)![1]!

/** What follows the first line with these words, up to the next recipe. */
function recipe(words: string): string {
  const parts = block.split(/\n\n/)
  return parts.find((part) => part.startsWith(`// ${words}`))!
}

function run(code: string, given: Record<string, unknown>, result: string): unknown {
  const text = ts.transpileModule(`${block.split('\n\n')[0]}\n${code}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  }).outputText
  return new Function(...Object.keys(given), `${text}\nreturn ${result}`)(...Object.values(given))
}

const visitorOf = async (stage: ServerStage) => {
  const visitor = stage.createVisitor()
  await visitor.signIn()
  return visitor
}

test('Hono: all cookies and timings are there, and who is there is known', async () => {
  const stage = await createStage()
  const visitor = await visitorOf(stage)
  const app = run(recipe('Hono'), { Hono, server: stage.server }, 'app') as Hono<{
    Variables: { frontdesk: { auth: { userId?: string } } }
  }>
  app.get('/', (c) => {
    c.header('server-timing', 'app;dur=1')
    c.header('set-cookie', 'theme=dark')
    return c.text(`${c.get('frontdesk').auth.userId}`)
  })
  const cookie = visitor.jar.header(new URL(stage.origin))
  const plain = await app.request(`${stage.origin}/`, { headers: { ...kinds.document, cookie } })
  expect(await plain.text()).toBe(stage.fapi.users[0]?.id)
  expect(plain.headers.get('server-timing')).toMatch(/^app;dur=1, frontdesk;desc="signed-in"/)
  expect(plain.headers.get('cache-control')).toBe('private, no-store')

  visitor.forget('__session')
  const { response } = await visitor.send()
  const far = new URL(response.headers.get('location')!)
  const headers = { cookie: visitor.jar.header(far) ?? '' }
  const back = await stage.fapi.fetch(new Request(far, { headers }))
  for (const line of back.headers.getSetCookie()) visitor.jar.store(far, line)
  const address = back.headers.get('location')!
  const after = await app.request(address, {
    headers: { ...kinds.document, cookie: visitor.jar.header(new URL(address)) ?? '' },
  })
  const names = after.headers.getSetCookie().map((line) => line.split('=')[0])
  expect(names).toEqual(expect.arrayContaining(['theme', '__session', '__client_uat']))
})

test('Hono: an answer is sent as it is', async () => {
  const stage = await createStage()
  const app = run(recipe('Hono'), { Hono, server: stage.server }, 'app') as Hono
  const headers = { ...kinds.document, cookie: '__client_uat=1' }
  const response = await app.request(`${stage.origin}/`, { headers })
  expect([response.status, response.headers.get('cache-control')]).toEqual([307, 'no-store'])
})

test.each([
  ['who is signed in', 'own', 'own', true],
  ['a page of another site', 'own', 'https://evil.example', false],
  ['who brings no cookie', 'none', 'own', false],
] as const)('WebSockets: %s', async (_, whose, from, isIn) => {
  const stage = await createStage()
  const visitor = await visitorOf(stage)
  const upgraded: unknown[] = []
  const ended: string[] = []
  let listener: ((req: object, socket: object) => Promise<void>) | undefined
  const http = { on: (_: string, given: typeof listener) => (listener = given) }
  const upgrade = (...args: unknown[]) => upgraded.push(args[2])
  run(recipe('WebSockets'), { http, upgrade, server: stage.server, origin: stage.origin }, 'undefined')
  const cookie = whose === 'own' ? visitor.jar.header(new URL(stage.origin)) : undefined
  const origin = from === 'own' ? stage.origin : from
  await listener!({ headers: { cookie, origin } }, { end: (text: string) => ended.push(text) })
  expect(upgraded).toEqual(isIn ? [stage.fapi.users[0]?.id] : [])
  expect(ended).toHaveLength(isIn ? 0 : 1)
})
