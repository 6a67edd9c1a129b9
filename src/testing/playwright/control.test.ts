import { expect, test } from 'vitest'
import { createFapiWithPages } from '../../fapi/pages/createFapiWithPages'
import { controlOf } from './control'

function createControl() {
  const fapi = createFapiWithPages({
    users: [
      { identifier: 'ann@example.com', totpSecret: 'JBSWY3DPEHPK3PXP' },
      { identifier: 'ben@example.com' },
    ],
  })
  const { controlSecret: secret, fetch } = fapi
  return { fapi, secret, control: controlOf({ url: 'http://localhost:4400', secret, fetch }) }
}

/** What a browser would ask. */
const ask = async (
  { fapi }: ReturnType<typeof createControl>,
  path: string,
  body?: Record<string, string>,
) => {
  const { devBrowser } = await fapi.seedClient()
  const init = body && { method: 'POST', body: new URLSearchParams(body) }
  const url = `http://localhost:4400/v1/${path}?__clerk_db_jwt=${devBrowser}`
  return fapi.fetch(new Request(url, { ...init, headers: { origin: 'http://localhost:3000' } }))
}

test('behavior: a fault happens until it is ended', async () => {
  const stage = createControl()
  const mend = await stage.control.fault({ path: '/v1/client', status: 503, body: { errors: [] } })
  const broken = await ask(stage, 'client')
  expect([broken.status, await broken.json()]).toEqual([503, { errors: [] }])
  await mend()
  expect((await ask(stage, 'client')).status).toBe(200)
  await stage.control.fault({ status: 307, location: 'https://elsewhere.example/', times: 1 })
  expect((await ask(stage, 'client')).headers.get('location')).toBe('https://elsewhere.example/')
})

test('behavior: the clock moves, and comes back', async () => {
  const { fapi, control } = createControl()
  await control.clock.advance(3_600_000)
  expect(fapi.clock.now() - Date.now()).toBeGreaterThan(3_590_000)
  await control.clock.reset()
  expect(fapi.clock.now() - Date.now()).toBeLessThan(3_590_000)
})

test('behavior: what was sent and asked for is waited for', async () => {
  const stage = createControl()
  const { fapi, control } = stage
  const [email, request] = [
    control.emails.waitFor({ to: 'ben@example.com', kind: 'sign-in' }),
    control.log.waitFor({ method: 'POST', path: '/v1/client/sign_ins' }),
  ]
  await ask(stage, 'client/sign_ins', { identifier: 'ben@example.com', strategy: 'email_code' })
  expect((await email).code).toBe(fapi.emails.entries[0]!.code)
  expect(await request).toMatchObject({ status: 200 })
  await control.log.clear()
  expect(fapi.log.entries).toEqual([])
  await expect(control.texts.waitFor({}, { timeout: 0 })).rejects.toThrow(/^waitForText: /)
  expect(await control.totpCode('ann@example.com')).toBe(await fapi.totpCode('ann@example.com'))
})

test('behavior: people are signed in, and their sessions end', async () => {
  const { fapi, control } = createControl()
  const { clientId, devBrowser, sessionIds } = await control.seedClient({ users: ['ann@example.com'] })
  const second = await control.signIn(devBrowser!, 'ben@example.com')
  expect((await control.sessions()).map(({ id }) => id)).toEqual([second, sessionIds[0]])
  expect((await control.state()).clients).toMatchObject([{ id: clientId, lastActiveSessionId: second }])
  await control.expireSession(second)
  await control.revokeSession(sessionIds[0]!)
  expect(fapi.sessions.map(({ status }) => status)).toEqual(['revoked', 'expired'])
  await control.reset()
  expect(await control.sessions()).toEqual([])
})

test('behavior: users are banned, locked, and let in again', async () => {
  const { control } = createControl()
  const ann = async () => (await control.users())[0]
  await control.banUser('ann@example.com')
  await control.lockUser('ann@example.com')
  expect(await ann()).toMatchObject({ banned: true, locked: true })
  await control.unbanUser('ann@example.com')
  await control.unlockUser('ann@example.com')
  expect(await ann()).toMatchObject({ banned: false, locked: false })
})

test('error: what the box refuses is a TypeError that says why; another secret is an Error', async () => {
  const { fapi, secret, control } = createControl()
  await expect(control.banUser('nobody@example.com')).rejects.toThrow(TypeError)
  await expect(control.banUser('nobody@example.com')).rejects.toThrow(/^banUser: .*nobody@example\.com/)
  const stranger = controlOf({ url: 'http://localhost:4400', secret: 'x', fetch: fapi.fetch })
  await expect(stranger.users()).rejects.toThrow(/^state: /)
  await expect(stranger.users()).rejects.not.toThrow(secret)
})
