import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { Activity, StrictMode } from 'react'
import { describe, expect, test } from 'vitest'
import { alice, bob, createWorld, type World } from '../../test/support/world'
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

test('behavior: a provider that was hidden and is shown again shares its handle with the next', async () => {
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
})
