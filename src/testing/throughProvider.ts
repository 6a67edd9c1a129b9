import { QueryClient } from '@tanstack/react-query'
import { createFrontdesk, signInWithRedirect } from '../core'
import type { Tab } from '../fapi'
import type { RedirectedBack } from './scenes'
import type { World } from './world'

/** Leaves for a provider, whose page the box plays, says there who it is, and comes back. @returns the tab. */
export async function goThroughProvider(
  { fapi }: World,
  tab: Tab,
  { as, strategy = 'oauth_google' }: RedirectedBack,
): Promise<Tab> {
  const queryClient = new QueryClient()
  const { publishableKey } = fapi
  const frontdesk = createFrontdesk({ publishableKey, queryClient, ambient: tab.ambient })
  let url = ''
  await signInWithRedirect(frontdesk, {
    strategy,
    redirectUrl: tab.ambient.page.url(),
    navigate(next) {
      url = next
    },
  })
  const form = { email_address: as.identifier, first_name: as.firstName ?? '', last_name: as.lastName ?? '' }
  const page = await fapi.fetch(new Request(url, { method: 'POST', body: new URLSearchParams(form) }))
  const callback = await fapi.fetch(new Request(page.headers.get('location')!))
  const back = callback.headers.get('location')!
  queryClient.clear()
  return tab.navigate({ url: back, from: url })
}
