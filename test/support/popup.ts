import { vi } from 'vitest'
import type { PopupWindow } from '../../src/core'
import { type Answer, appServer, pass } from './through'
import type { World } from './world'

/** Clerk's accounts portal of the box's production key. The box does not play it: `origins` says that the tests do. */
export const portal = 'https://accounts.frontdesk.example'
export const app = 'https://frontdesk.example'
export const origins = [app, portal]

/** A window whose page tells this one something. */
export const say = (source: unknown, data: unknown, origin = portal) =>
  dispatchEvent(Object.assign(new Event('message'), { source, data, origin }))

/** A window that the app has opened. It shows nothing until somebody answers. */
export function playWindow(world: World) {
  const opened: string[] = []
  const popup = {
    closed: false as boolean,
    location: { replace: (url: string) => void opened.push(url) },
    focus: vi.fn(),
    close: vi.fn(() => {
      popup.closed = true
    }),
  } satisfies PopupWindow
  return {
    popup,
    opened,
    openWindow: vi.fn((): PopupWindow | null => popup),
    /** Somebody answers on the provider's page. @returns the page of the portal that this leads to. */
    async answer(form: Answer): Promise<URL> {
      const tab = world.browser.openTab()
      await vi.waitFor(() => {
        if (opened.length === 0) throw new Error('It went nowhere.')
      }, 10_000)
      await world.browser.visit(portal, appServer, { tab })
      const { url } = await pass(world, { tab }, opened[0]!, form)
      tab.close()
      return new URL(url)
    },
    /** What the portal's page does: it tells the app, where there is one, who is signed in. */
    tell(at: URL) {
      const returnUrl = at.searchParams.get('return_url')
      say(popup, returnUrl ? { return_url: returnUrl } : { session: world.fapi.sessions.at(-1)?.id })
    },
  }
}
