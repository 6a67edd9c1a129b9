import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, test } from 'vitest'
import { Activity, testWithActivity } from '../../test/support/activity'
import { App } from '../../test/support/render'
import { alice, bob, createWorld, type Page, type World } from '../../test/support/world'
import { ClientProvider, type Frontdesk, useFrontdesk, useUser } from '../index'

function Name() {
  const { data } = useUser()
  return <p>{data?.firstName ?? 'nobody'}</p>
}

const keyOf = (name: string) => `pk_test_${btoa(`${name}.clerk.accounts.dev$`)}`

describe('providers of different keys, one after the other in one QueryClient', () => {
  test.each([
    ['in StrictMode', StrictMode],
    ['without StrictMode', 'div'],
  ] as const)('behavior: %s, each shows its own client, and the former is let go', async (_, Wrapper) => {
    const first = await createWorld({ publishableKey: keyOf('first-tenant'), signedIn: [alice] })
    const second = await createWorld({ publishableKey: keyOf('second-tenant'), signedIn: [bob] })
    const queryClient = new QueryClient()
    const inTenant = ({ fapi, browser }: World) => (
      <Wrapper>
        <QueryClientProvider client={queryClient}>
          <ClientProvider
            key={fapi.publishableKey}
            publishableKey={fapi.publishableKey}
            ambient={browser.openTab().ambient}
          >
            <Name />
          </ClientProvider>
        </QueryClientProvider>
      </Wrapper>
    )
    const { rerender, unmount } = render(inTenant(first))
    await screen.findByText('Alice')
    queryClient.setQueryData(['todos'], 'of Alice')
    rerender(inTenant(second))
    await screen.findByText('Bob')
    expect(queryClient.getQueryData(['todos'])).toBeUndefined()
    expect(queryClient.getQueryCache().findAll({ queryKey: ['frontdesk'] })).toHaveLength(1)
    unmount()
  })
})

describe('a provider whose props change', () => {
  const openBoth = async (name: string) => [
    await createWorld({ publishableKey: keyOf(`${name}-one`), signedIn: [alice] }),
    await createWorld({ publishableKey: keyOf(`${name}-two`), signedIn: [bob] }),
  ]

  test.each([
    ['in the QueryClient in context', new QueryClient()],
    ['in QueryClients of their own', undefined],
  ])('behavior: %s, another publishable key takes the place of the former', async (name, queryClient) => {
    const [first, second] = (await openBoth(`key${name.length}`)) as [World, World]
    const inTenant = ({ fapi, browser }: World) => {
      const { ambient } = browser.openTab()
      const provider = (
        <ClientProvider publishableKey={fapi.publishableKey} ambient={ambient}>
          <Name />
        </ClientProvider>
      )
      const inContext = queryClient && (
        <QueryClientProvider client={queryClient}>{provider}</QueryClientProvider>
      )
      return <StrictMode>{inContext ?? provider}</StrictMode>
    }
    const { rerender } = render(inTenant(first))
    await screen.findByText('Alice')
    queryClient?.setQueryData(['todos'], 'of Alice')
    rerender(inTenant(second))
    expect(screen.queryByText('Alice')).toBeNull()
    await screen.findByText('Bob')
    expect(queryClient?.getQueryData(['todos'])).toBeUndefined()
    rerender(inTenant(first))
    await screen.findByText('Alice')
  })

  test('behavior: another handle takes the place of the former, which is let go', async () => {
    const [first, second] = (await openBoth('handle')) as [World, World]
    const pages = [first.open({ mount: false }), second.open({ mount: false })] as const
    const inApp = (page: Page) => (
      <App page={page}>
        <Name />
      </App>
    )
    const { rerender } = render(inApp(pages[0]))
    await screen.findByText('Alice')
    rerender(inApp(pages[1]))
    expect(screen.queryByText('Alice')).toBeNull()
    await screen.findByText('Bob')
    expect(pages[0].frontdesk.state.session.status).toBe('loading')
  })

  test('behavior: the same options in a new object, and options that are read once, change nothing', async () => {
    const [world] = (await openBoth('same')) as [World]
    const { ambient } = world.browser.openTab()
    const handles = new Set<Frontdesk>()
    const Handle = () => void handles.add(useFrontdesk())
    const app = (touchOnFocus: boolean) => (
      <ClientProvider
        publishableKey={world.fapi.publishableKey}
        ambient={ambient}
        touchOnFocus={touchOnFocus}
      >
        <Handle />
        <Name />
      </ClientProvider>
    )
    const { rerender } = render(app(true))
    await screen.findByText('Alice')
    rerender(app(true))
    rerender(app(false))
    expect(handles.size).toBe(1)
    expect(world.requests('GET /client')).toHaveLength(1)
  })
})

testWithActivity(
  'behavior: a provider that was hidden and is shown again shares its handle with the next',
  async () => {
    const world = await createWorld({ publishableKey: keyOf('hidden'), signedIn: [alice] })
    const handles = new Set<Frontdesk>()
    const { ambient } = world.browser.openTab()
    function Handle() {
      handles.add(useFrontdesk())
      return <Name />
    }
    const provider = (
      <ClientProvider publishableKey={world.fapi.publishableKey} ambient={ambient}>
        <Handle />
      </ClientProvider>
    )
    const inPage = (mode: 'visible' | 'hidden', hasAnother = false) => (
      <>
        <Activity mode={mode}>{provider}</Activity>
        {hasAnother && provider}
      </>
    )
    const { rerender } = render(inPage('visible'))
    await screen.findByText('Alice')
    rerender(inPage('hidden'))
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
    rerender(inPage('visible'))
    await screen.findByText('Alice')
    rerender(inPage('visible', true))
    expect(await screen.findAllByText('Alice')).toHaveLength(2)
    expect(handles.size).toBe(1)
  },
)
