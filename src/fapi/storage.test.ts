import { afterEach, describe, expect, test, vi } from 'vitest'
import { createFapi, type FapiState, type FapiStorage } from '../fapi'
import { createCaller, sharedKey, type TestCaller } from './testCaller'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Keeps states as a file would: as text. */
function memory(first?: FapiState) {
  const texts: string[] = first ? [JSON.stringify(first)] : []
  const last = () => texts.at(-1)
  return {
    texts,
    get state() {
      return JSON.parse(last()!) as FapiState & Record<string, Record<string, unknown>[]>
    },
    load: () => (last() === undefined ? undefined : (JSON.parse(last()!) as FapiState)),
    save: (state: FapiState) => void texts.push(JSON.stringify(state)),
  }
}

/** The same browser or app, with the credentials it had, before another box. */
async function moveTo(fapi: TestCaller['fapi'], { credentials }: TestCaller, native = false) {
  const caller = await createCaller({ fapi, native })
  Object.assign(caller.credentials, credentials)
  return caller
}

describe('attack: keys that objects have by themselves are kept as any others', () => {
  const metadata =
    '{"constructor":1,"__proto__":{"role":"admin"},"prototype":[2],"toString":"x","a":{"__proto__":3}}'

  test('in the metadata of a sign-up', async () => {
    const storage = memory()
    const caller = await createCaller({ storage })
    const form = {
      email_address: 'ann@example.com',
      password: 'ann-password',
      unsafe_metadata: metadata,
    }
    const { body } = await caller.call('POST', '/v1/client/sign_ups', { form })
    expect(Reflect.get(body.response, 'unsafe_metadata')).toEqual(JSON.parse(metadata))
    const next = await moveTo(createFapi({ storage: { load: storage.load } }), caller)
    const later = await next.call('GET', `/v1/client/sign_ups/${body.response.id}`)
    expect(JSON.stringify(later.body.response)).toContain(`"unsafe_metadata":${metadata}`)
  })

  test('in the metadata of a user, an invitation and a ticket, and in what an actor says', async () => {
    const storage = memory()
    const caller = await createCaller({ storage })
    const { fapi } = caller
    const authorization = `Bearer ${fapi.secretKey}`
    const create = (path: string, fields: object) => {
      const headers = { authorization, 'content-type': 'application/json' }
      const text = JSON.stringify(fields).replace('"METADATA"', metadata)
      return fapi.fetch(new Request(`http://localhost:4400${path}`, { method: 'POST', headers, body: text }))
    }
    const address = 'ann@example.com'
    const user = { email_address: [address], password: 'ann-password', public_metadata: 'METADATA' }
    expect((await create('/v1/users', user)).status).toBe(200)
    expect(
      (await create('/v1/invitations', { email_address: 'b@example.com', public_metadata: 'METADATA' }))
        .status,
    ).toBe(200)
    const actor = { sub: 'user_support', ...JSON.parse(metadata) }
    await fapi.seedClient({ users: [address], actor })
    await fapi.saved()
    const kept = () => storage.texts.at(-1)!.split(metadata.slice(1, -1)).length - 1
    expect(kept()).toBe(3)
    const next = createFapi({ storage })
    next.banUser(address)
    await next.saved()
    expect(kept()).toBe(3)
  })

  test('error: what is no object is refused with its place', () => {
    for (const publicMetadata of [null, [], 'x', 1]) {
      const users = [{ identifier: 'ann@example.com', publicMetadata }] as unknown as FapiState['users']
      expect(() => createFapi({ storage: { load: () => ({ users }) } })).toThrow(
        'users[0].publicMetadata: must be an object',
      )
    }
    const session = { actor: { sub: '' } }
    const state = { users: [], sessions: [session] }
    expect(() => createFapi({ storage: { load: () => state } })).toThrow(/sessions\[0\]/)
  })
})

describe('behavior: everything survives a restart', () => {
  test.each(['test', 'live'] as const)('for a browser with a %s key', async (keyType) => {
    const storage = memory()
    const caller = await createCaller({ storage, keyType })
    const { body } = await caller.signIn('alice')
    const token = await caller.call('POST', `/v1/client/sessions/${body.response.created_session_id}/tokens`)
    caller.fapi.clock.advance(5 * 60_000)
    await caller.fapi.saved()

    const next = createFapi({ storage })
    expect(next.publishableKey).toBe(caller.fapi.publishableKey)
    expect(next.secretKey).toBe(caller.fapi.secretKey)
    expect(await next.jwtKey()).toBe(await caller.fapi.jwtKey())
    expect(next.users).toEqual(caller.fapi.users)
    expect(next.sessions).toEqual(caller.fapi.sessions)
    expect(next.clients).toEqual(caller.fapi.clients)
    expect(next.devBrowsers).toEqual(caller.fapi.devBrowsers)
    expect(Math.abs(next.clock.now() - caller.fapi.clock.now())).toBeLessThan(1000)

    const again = await moveTo(next, caller)
    const client = await again.call('GET', '/v1/client')
    expect(client.body.response.sessions[0]!.id).toBe(body.response.created_session_id)
    expect(token.status).toBe(200)
    expect((await again.call('DELETE', '/v1/client')).status).toBe(200)
    expect(createFapi({ storage }).sessions).toEqual([])
  })

  test('for an account elsewhere that has no name, or another one', async () => {
    const accounts = [
      { provider: 'google', firstName: null, lastName: 'Other' },
      { provider: 'github', firstName: 'Annie', lastName: null },
    ]
    const ann = {
      identifier: 'ann@example.com',
      password: 'ann-password',
      firstName: 'Ann',
      lastName: 'Archer',
    }
    const state = { users: [{ ...ann, externalAccounts: accounts }] }
    const caller = await createCaller({ storage: { load: () => state } })
    await caller.signIn('ann')
    const [session] = (await caller.call('GET', '/v1/client')).body.response.sessions
    expect(session!.user.external_accounts).toMatchObject([
      { first_name: null, last_name: 'Other' },
      { first_name: 'Annie', last_name: null },
    ])
  })

  test('for a native app, in the middle of a sign-in', async () => {
    const storage = memory()
    const caller = await createCaller({ storage, native: true })
    const started = await caller.call('POST', '/v1/client/sign_ins', {
      form: { identifier: 'bob@example.com' },
    })
    const again = await moveTo(createFapi({ storage }), caller, true)
    const path = `/v1/client/sign_ins/${started.body.response.id}/attempt_first_factor`
    const done = await again.call('POST', path, { form: { strategy: 'password', password: 'bob-password' } })
    expect(done.body.response.status).toBe('complete')
  })
})

test('behavior: an answer waits until its change is saved, and changes share a save', async () => {
  const releases: (() => void)[] = []
  const saves: FapiState[] = []
  const storage: FapiStorage = {
    load: () => undefined,
    save(state) {
      saves.push(state)
      return new Promise((resolve) => releases.push(resolve))
    },
  }
  const fapi = createFapi({ storage, signingKey: await sharedKey() })
  await vi.waitFor(() => expect(saves).toHaveLength(1))
  let answered = 0
  const calls = Array.from({ length: 10 }, () =>
    fapi
      .fetch(
        new Request('http://localhost/v1/dev_browser', {
          method: 'POST',
          headers: { origin: 'http://localhost:1' },
        }),
      )
      .then(() => {
        answered += 1
      }),
  )
  await vi.waitFor(() => expect(fapi.devBrowsers).toHaveLength(10))
  expect(saves).toHaveLength(1)
  releases[0]!()
  await vi.waitFor(() => expect(saves).toHaveLength(2))
  expect(saves[1]!.devBrowsers).toHaveLength(10)
  expect(answered).toBe(0)
  releases[1]!()
  await Promise.all(calls)
  expect(saves).toHaveLength(2)
})

test('behavior: what could not be saved is answered 500, and saved as soon as that works', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const kept = memory()
  let full = false
  const storage: FapiStorage = {
    load: kept.load,
    async save(state) {
      if (full) throw new Error('disk full')
      kept.save(state)
    },
  }
  const caller = await createCaller({ storage })
  full = true
  const refused = await caller.signIn('alice')
  expect([refused.status, refused.code]).toEqual([500, 'internal_clerk_error'])
  expect(JSON.stringify(refused.body)).not.toContain('sess_')
  expect((await caller.call('GET', '/v1/client')).status).toBe(500)
  await expect(caller.fapi.saved()).rejects.toThrow('disk full')
  expect(kept.state.sessions).toEqual([])
  full = false
  expect((await caller.call('GET', '/v1/client')).body.response.sessions).toHaveLength(1)
  expect(kept.state.sessions).toHaveLength(1)
})

test('behavior: reading saves nothing', async () => {
  const storage = memory()
  const caller = await createCaller({ storage })
  await caller.signIn('alice')
  const before = storage.texts.length
  await caller.call('GET', '/v1/client')
  await caller.call('GET', '/.well-known/jwks.json')
  await caller.call('GET', '/v1/environment')
  expect(storage.texts).toHaveLength(before)
})

test('behavior: a handshake that brings a dev browser is saved', async () => {
  const storage = memory()
  const fapi = createFapi({ storage, signingKey: await sharedKey() })
  const path = '/v1/client/handshake?redirect_url=http://localhost:3000/'
  await fapi.fetch(new Request(`http://localhost:4400${path}`))
  expect(storage.state.devBrowsers).toHaveLength(1)
})

test('behavior: what the handle does is saved', async () => {
  const storage = memory()
  const fapi = createFapi({ storage, signingKey: await sharedKey() })
  const { sessionIds } = await fapi.seedClient({ users: ['alice@example.com'] })
  expect(storage.state.sessions).toMatchObject([{ id: sessionIds[0], status: 'active' }])
  fapi.revokeSession(sessionIds[0]!)
  await fapi.saved()
  expect(storage.state.sessions).toMatchObject([{ status: 'revoked' }])
  fapi.clock.advance(60_000)
  await fapi.saved()
  expect(storage.state.clockOffset).toBe(60_000)
})

test('behavior: what is saved is a copy', async () => {
  const saves: FapiState[] = []
  const storage: FapiStorage = { load: () => undefined, save: (state) => void saves.push(state) }
  const fapi = createFapi({ storage, signingKey: await sharedKey() })
  await fapi.seedClient({ users: ['alice@example.com'] })
  const text = JSON.stringify(saves.at(-1))
  expect(JSON.parse(text)).toEqual(saves.at(-1))
  await fapi.seedClient({ users: ['bob@example.com'] })
  fapi.revokeSession(fapi.sessions[0]!.id)
  expect(JSON.stringify(saves.at(-2))).toBe(text)
})

describe('parameters: load', () => {
  test('a list of users, or an object with one, is enough', async () => {
    const ann = { identifier: 'ann@example.com', password: 'secret' }
    for (const state of [[ann] as never, { users: [ann] }]) {
      const fapi = createFapi({ storage: { load: () => state }, users: [] })
      expect(fapi.users.map(({ identifier }) => identifier)).toEqual(['ann@example.com'])
    }
  })

  test('its templates are there; options of the same name go before them', async () => {
    const storage = memory({
      users: [{ identifier: 'alice@example.com', password: 'alice-password' }],
      jwtTemplates: { theirs: { claims: { a: 1 } }, both: { lifetime: 10 } },
    })
    const caller = await createCaller({ storage, jwtTemplates: { both: { lifetime: 20 } } })
    const { body } = await caller.signIn('alice')
    const path = `/v1/client/sessions/${body.response.created_session_id}/tokens`
    const payloads = await Promise.all(
      ['theirs', 'both'].map(async (name) => {
        const { jwt } = (await caller.call('POST', `${path}/${name}`)).body
        return JSON.parse(atob(jwt.split('.')[1]!)) as { a?: number; exp: number; iat: number }
      }),
    )
    expect(payloads[0]!.a).toBe(1)
    expect(payloads[1]!.exp - payloads[1]!.iat).toBe(20)
    expect(storage.state.jwtTemplates).toMatchObject({ theirs: {}, both: { lifetime: 20 } })
  })

  test.each([
    ['publishableKey', { publishableKey: `pk_test_${btoa('other.clerk.accounts.dev$')}` }],
    ['name', { name: 'other' }],
    ['keyType', { keyType: 'live' as const }],
    ['signingKey', { signingKey: { n: 'other' } }],
  ])('error: %s contradicts what was saved', async (place, options) => {
    const storage = memory()
    await createFapi({ storage, signingKey: await sharedKey() }).saved()
    expect(() => createFapi({ storage, ...options })).toThrow(new RegExp(`^${place}: `))
  })
})

test('behavior: nobody is told of what another request has changed before it is safe', async () => {
  let isHeld = false
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const save = () => (isHeld ? held : undefined)
  const caller = await createCaller({ storage: { load: () => undefined, save } })
  const { fapi } = caller
  isHeld = true
  let told = false
  const signingIn = caller.signIn('alice')
  while (fapi.sessions.length === 0) await Promise.resolve()
  const headers = { authorization: `Bearer ${fapi.secretKey}` }
  const listing = fapi.fetch(new Request('http://localhost:4400/v1/sessions', { headers })).then(() => {
    told = true
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(told).toBe(false)
  release()
  await Promise.all([signingIn, listing])
})
