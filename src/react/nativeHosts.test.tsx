import type { QueryClient } from '@tanstack/react-query'
import { render, waitFor } from '@testing-library/react'
import { lazy, type ReactNode, StrictMode, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { alice, createWorld } from '../../test/support/world'
import { nativeScheme } from '../core'
import { ClientProvider, type Frontdesk, useFrontdesk, useSuspenseClient, useUser } from '../index'

let hosts = 0

/** A host that renders with React and has no document, as React Native has none. */
async function open() {
  // A key of its own: the handle of the test before lives on for a macrotask.
  const publishableKey = `pk_live_${btoa(`clerk.host-${++hosts}.example$`)}`
  const world = await createWorld({ scheme: 'native', signedIn: [alice], publishableKey })
  const { ambient } = world.browser.openTab()
  const container = document.createElement('div')
  vi.stubGlobal('document', undefined)
  const inApp = (children: ReactNode) => (
    <ClientProvider
      publishableKey={world.fapi.publishableKey}
      scheme={nativeScheme({ storage: world.storage })}
      ambient={{ ...ambient, page: undefined }}
    >
      {children}
    </ClientProvider>
  )
  const show = (app: ReactNode) => {
    const { unmount } = render(app, { container, baseElement: container })
    onTestFinished(unmount)
  }
  const shows = (text: string) => waitFor(() => expect(container.textContent).toBe(text), { container })
  return { world, inApp, show, shows }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

const First = () => <p>{useSuspenseClient().data?.sessions[0]?.user.firstName}</p>
const Name = () => <p>{useUser().data?.firstName ?? '…'}</p>

describe('a native app', () => {
  test.each([
    ['in StrictMode', StrictMode],
    ['without StrictMode', 'div'],
  ] as const)('behavior: %s, with its only <Suspense> above the provider, asks once', async (_, Wrapper) => {
    const { world, inApp, show, shows } = await open()
    show(
      <Wrapper>
        <Suspense fallback="waiting">{inApp(<First />)}</Suspense>
      </Wrapper>,
    )
    await shows('Alice')
    expect(world.requests()).toEqual(['GET /client'])
  })

  test('behavior: a component of its own that suspends below the provider makes no second handle', async () => {
    const { world, inApp, show, shows } = await open()
    const handles = new Set<Frontdesk>()
    const Handle = () => void handles.add(useFrontdesk())
    const Late = lazy(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      return { default: Name }
    })
    const app = inApp(
      <>
        <Handle />
        <Late />
      </>,
    )
    show(<Suspense fallback="waiting">{app}</Suspense>)
    await shows('Alice')
    expect(handles.size).toBe(1)
    expect(world.requests()).toEqual(['GET /client'])
  })

  test('behavior: two providers of one key share one handle, and one request', async () => {
    const { world, inApp, show, shows } = await open()
    show(
      <Suspense fallback="waiting">
        {inApp(<First />)}
        {inApp(<Name />)}
      </Suspense>,
    )
    await shows('AliceAlice')
    expect(world.requests()).toEqual(['GET /client'])
  })
})

test('behavior: a server keeps nothing, with a native scheme neither: no request finds the handle of another', async () => {
  const { inApp } = await open()
  const handles = new Set<Frontdesk>()
  const queryClients = new Set<QueryClient>()
  function Handle() {
    const frontdesk = useFrontdesk()
    handles.add(frontdesk)
    queryClients.add(frontdesk.queryClient)
    return null
  }
  for (let requests = 0; requests < 3; requests++) renderToString(inApp(<Handle />))
  expect([handles.size, queryClients.size]).toEqual([3, 3])
})
