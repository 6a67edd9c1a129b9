import { QueryClient } from '@tanstack/react-query'
import { within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { ClientProvider, type FrontdeskOptions } from 'frontdesk'
import { createFrontdesk } from 'frontdesk/core'
import type { Fapi, Tab } from 'frontdesk/fapi'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { onTestFinished } from 'vitest'
import { Panel } from '../e2e/app/Panel'
import { type Actor, type Facts, untilShown } from '../e2e/mainJob'

let panels = 0

/** Someone in front of the app of the end-to-end tests, which runs in this page, in a tab of an in-process browser. */
export function openPanel(fapi: Fapi, tab: Tab, options: Partial<FrontdeskOptions> = {}): Actor {
  const name = `panel ${++panels}`
  const container = document.body.appendChild(document.createElement('div'))
  const screen = within(container)
  // Not by the browser's driver: none of them can do the same in all browsers.
  const person = userEvent.setup()
  let current = tab
  let root: Root

  function show() {
    const frontdesk = createFrontdesk({
      publishableKey: fapi.publishableKey,
      queryClient: new QueryClient(),
      ambient: current.ambient,
      ...options,
    })
    root = createRoot(container)
    root.render(
      <StrictMode>
        <ClientProvider frontdesk={frontdesk}>
          <Panel name={name} />
        </ClientProvider>
      </StrictMode>,
    )
  }

  show()
  onTestFinished(() => {
    root.unmount()
    current.close()
    container.remove()
  })

  const facts = () =>
    Object.fromEntries(
      [...container.querySelectorAll('output')].map((line) => [line.ariaLabel, line.textContent]),
    ) as unknown as Facts
  const press = async (name: string) => person.click(await screen.findByRole('button', { name }))
  const fill = async (label: string, text: string) => {
    const input = await screen.findByLabelText(label)
    await person.clear(input)
    await person.type(input, text)
  }

  return {
    shows: (expected) => untilShown(facts, expected),
    createClient: () => press('Create client'),
    async signIn(identifier) {
      const { password } = fapi.users.find((user) => user.identifier === identifier)!
      await fill('Email', identifier)
      await fill('Password', password!)
      await press('Sign in')
    },
    switchTo: (identifier) => press(`Switch to ${identifier}`),
    signOut: (identifier) => press(`Sign out ${identifier}`),
    signOutAll: ({ keepClient }) => press(keepClient ? 'Sign out all, keep the client' : 'Sign out all'),
    async reload() {
      root.unmount()
      current = current.reload()
      show()
    },
  }
}
