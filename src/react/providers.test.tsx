import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, test } from 'vitest'
import { alice, bob, createWorld, type World } from '../../test/support/world'
import { ClientProvider, useUser } from '../index'

function Name() {
  const { data } = useUser()
  return <p>{data?.firstName ?? 'nobody'}</p>
}

describe('providers of different keys, one after the other in one QueryClient', () => {
  const keyOf = (name: string) => `pk_test_${btoa(`${name}.clerk.accounts.dev$`)}`

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
