import { QueryClient } from '@tanstack/react-query'
import { createFrontdesk, createSignIn, getToken, signOutAll } from 'frontdesk/core'
import { createBrowser, createFapi, defaultUsers } from 'frontdesk/fapi'
import { expect, onTestFinished, test, vi } from 'vitest'

test('behavior: the built client signs in and out at the built box, in all tabs', async () => {
  const fapi = createFapi()
  const browser = createBrowser({ fapi })
  const open = () => {
    const { ambient } = browser.openTab()
    const frontdesk = createFrontdesk({
      publishableKey: fapi.publishableKey,
      queryClient: new QueryClient(),
      ambient,
    })
    frontdesk.mount()
    onTestFinished(() => frontdesk.unmount())
    return frontdesk
  }
  const [here, there] = [open(), open()]
  const [{ identifier, password }] = defaultUsers as [(typeof defaultUsers)[number]]

  await createSignIn(here, { identifier, password })
  expect(here.state.session.status).toBe('signed-in')
  expect(await getToken(here)).toEqual(expect.any(String))
  await vi.waitUntil(() => there.state.session.status === 'signed-in')

  expect(await signOutAll(here)).toEqual({ serverConfirmed: true })
  expect(here.state.session.status).toBe('signed-out')
  await vi.waitUntil(() => there.state.session.status === 'signed-out')
})

test('behavior: the built client finds the token that came with it', async () => {
  const fapi = createFapi()
  const browser = createBrowser({ fapi })
  const { ambient } = browser.openTab()
  const paths: string[] = []
  const frontdesk = createFrontdesk({
    publishableKey: fapi.publishableKey,
    queryClient: new QueryClient(),
    ambient: {
      ...ambient,
      fetch(url, init) {
        paths.push(new URL(url).pathname)
        return ambient.fetch(url, init)
      },
    },
  })
  frontdesk.mount()
  onTestFinished(() => frontdesk.unmount())
  const [{ identifier, password }] = defaultUsers as [(typeof defaultUsers)[number]]
  await createSignIn(frontdesk, { identifier, password })
  expect(await getToken(frontdesk)).toEqual(expect.any(String))
  expect(paths.filter((path) => path.endsWith('/tokens'))).toEqual([])
})
