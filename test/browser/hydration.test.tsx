import { type DehydratedState, dehydrate, QueryClient, useQuery } from '@tanstack/react-query'
import { ClientProvider, HydrateIdentity, InitialState, Show, useSession, useUser } from 'frontdesk'
import { type Ambient, identityKeyOf, type InitialState as State, sessionCookie } from 'frontdesk/core'
import { createBrowser, createFapi, generateSigningKey } from 'frontdesk/fapi'
import { lazy, type ReactNode, StrictMode, Suspense } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToReadableStream } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'

const signingKey = await generateSigningKey()

beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  // In no app do a server's React and a browser's meet in one page.
  const said = vi.mocked(console.error).mock.calls.filter(([text]) => !/multiple renderers/.test(`${text}`))
  vi.restoreAllMocks()
  expect(said).toEqual([])
})

const people = { alice: 0, bob: 1 } as const
type Person = keyof typeof people

/** A box with Alice and Bob signed in, Bob last, and a browser that has visited. */
async function open(keyType: 'test' | 'live') {
  const fapi = createFapi({ keyType, signingKey })
  const seeded = await fapi.seedClient({ users: ['alice@example.com', 'bob@example.com'] })
  const tab = createBrowser({ fapi, client: seeded }).openTab()
  const stateOf = (person: Person): State => ({
    v: 1,
    status: 'signed-in',
    sessionId: seeded.sessionIds[people[person]]!,
    userId: fapi.users[people[person]]!.id,
    organizationId: null,
    actor: null,
    claims: {},
    iat: Math.floor(Date.now() / 1000),
    exp: Math.floor(Date.now() / 1000) + 60,
  })
  onTestFinished(() => tab.close())
  return { fapi, tab, stateOf }
}

/** What a server has: nothing but a network, and that for one request. */
const onServer = (): Partial<Ambient> => ({
  fetch: async () => new Response(null, { status: 500 }),
  openChannel: undefined,
  locks: undefined,
  tabStorage: undefined,
  originStorage: undefined,
  cookies: undefined,
  page: undefined,
})

async function serve(app: ReactNode): Promise<string> {
  const stream = await renderToReadableStream(app)
  await stream.allReady
  return new Response(stream).text()
}

/** The browser that shows this HTML and takes it over. */
function hydrate(html: string, app: ReactNode) {
  const reported: unknown[] = []
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = html
  const root = hydrateRoot(container, app, { onRecoverableError: (error) => reported.push(error) })
  onTestFinished(() => {
    root.unmount()
    container.remove()
  })
  const text = () => container.textContent
  return { container, reported, text }
}

function Hello() {
  const { status } = useSession()
  const { data: user } = useUser()
  return (
    <>
      <p>
        {status} {user?.firstName ?? '…'}
      </p>
      <Show when="signed-in" fallback={<p>the sign-in form</p>}>
        <p>the account</p>
      </Show>
    </>
  )
}

/** A part that comes when it is let in. */
function createLate() {
  let enter = () => {}
  const entered = new Promise<void>((resolve) => {
    enter = resolve
  })
  const Late = lazy(async () => {
    await entered
    return { default: Hello }
  })
  return { Late, enter }
}

describe.each(['test', 'live'] as const)('a page that a server has rendered, with a %s key', (keyType) => {
  test.each([
    ['by the provider', true],
    ['by <InitialState>', false],
  ])('behavior: is taken over as it is, told %s, and then has the client', async (_, isProviders) => {
    const { fapi, tab, stateOf } = await open(keyType)
    const state = stateOf('bob')
    const app = (ambient: Partial<Ambient>) => (
      <StrictMode>
        <ClientProvider
          publishableKey={fapi.publishableKey}
          sessionCookie={sessionCookie}
          ambient={ambient}
          initialState={isProviders ? state : undefined}
        >
          {isProviders ? (
            <Hello />
          ) : (
            <InitialState value={state}>
              <Hello />
            </InitialState>
          )}
        </ClientProvider>
      </StrictMode>
    )
    const html = await serve(app(onServer()))
    const page = hydrate(html, app(tab.ambient))
    expect(page.text()).toBe('signed-in …the account')
    await expect.poll(page.text).toBe('signed-in Bobthe account')
    expect(page.reported).toEqual([])
  })

  test.each<[Person, string]>([
    ['bob', 'as the server had it'],
    ['alice', 'with who is there by now'],
  ])('behavior: rendered for %s, a part that comes late is shown %s', async (person) => {
    const { fapi, tab, stateOf } = await open(keyType)
    const server = createLate()
    const browser = createLate()
    server.enter()
    const app = (ambient: Partial<Ambient>, Part: typeof server.Late) => (
      <ClientProvider
        publishableKey={fapi.publishableKey}
        sessionCookie={sessionCookie}
        ambient={ambient}
        initialState={stateOf(person)}
      >
        <Hello />
        <Suspense fallback={<p>soon</p>}>
          <Part />
        </Suspense>
      </ClientProvider>
    )
    const html = await serve(app(onServer(), server.Late))
    const page = hydrate(html, app(tab.ambient, browser.Late))
    await expect.poll(page.text).toMatch(/^signed-in Bobthe account/)
    const late = () => page.text()!.replace('signed-in Bobthe account', '')
    // A boundary of whom the page was rendered for gives way at once to its fallback.
    await expect.poll(late).toBe(person === 'bob' ? 'signed-in …the account' : 'soon')
    browser.enter()
    await expect.poll(late).toBe('signed-in Bobthe account')
    expect(page.reported).toEqual([])
  })
})

test.each<[Person, string]>([
  ['bob', 'notes of bob'],
  ['alice', 'fetched'],
])('behavior: what a server fetched for %s, shown to Bob late: %s', async (person, expected) => {
  const { fapi, tab, stateOf } = await open('live')
  const state = stateOf(person)
  const shown: unknown[] = []
  function Notes() {
    const query = useQuery({ queryKey: ['notes'], queryFn: () => 'fetched', staleTime: 60_000 })
    shown.push(query.data)
    return <p>{query.data}</p>
  }
  const prefetched = new QueryClient()
  prefetched.setQueryData(['notes'], `notes of ${person}`)
  const dehydrated: DehydratedState = JSON.parse(JSON.stringify(dehydrate(prefetched)))
  const app = (ambient: Partial<Ambient>, Part: ReturnType<typeof createLate>['Late'] | typeof Hello) => (
    <ClientProvider
      publishableKey={fapi.publishableKey}
      sessionCookie={sessionCookie}
      ambient={ambient}
      initialState={state}
    >
      <Hello />
      <Suspense fallback={<p>soon</p>}>
        <Part />
        <HydrateIdentity identity={identityKeyOf(state)} state={dehydrated}>
          <Notes />
        </HydrateIdentity>
      </Suspense>
    </ClientProvider>
  )
  const html = await serve(app(onServer(), Hello))
  expect(html).toContain(`notes of ${person}`)
  shown.length = 0
  const { Late, enter } = createLate()
  const page = hydrate(html, app(tab.ambient, Late))
  await expect.poll(page.text).toMatch(/^signed-in Bobthe account/)
  enter()
  await expect.poll(page.text).toBe(`${'signed-in Bobthe account'.repeat(2)}${expected}`)
  if (person === 'alice') expect(shown.join()).not.toContain('alice')
  expect(page.reported).toEqual([])
})
