import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { perform, renderInBrowser } from '../../test/support/render'
import { alice, bob, booted } from '../../test/support/world'
import { getToken, signOut, signOutAll } from '../core'
import { FrontdeskDevtools, FrontdeskDevtoolsInProduction } from '../devtools'
import { useUser } from '../react/hooks/useUser'

async function renderDevtools(props: Parameters<typeof FrontdeskDevtools>[0] = {}) {
  const rendered = await renderInBrowser(<FrontdeskDevtools {...props} />, { signedIn: [alice, bob] })
  await perform(() => booted(rendered.page.frontdesk))
  return rendered
}

const opener = () => screen.getByRole('button', { name: 'Frontdesk devtools' })
const panel = () => screen.getByRole('region', { name: 'Frontdesk devtools' })

describe('the panel', () => {
  test('behavior: a button opens it, Escape and a button close it, and the focus goes along', async () => {
    await renderDevtools()
    expect(screen.queryByRole('region')).toBeNull()
    opener().focus()
    fireEvent.click(opener())
    const close = within(panel()).getByRole('button', { name: 'Close' })
    expect(document.activeElement).toBe(close)
    fireEvent.keyDown(close, { key: 'Escape' })
    expect(screen.queryByRole('region')).toBeNull()
    expect(document.activeElement).toBe(opener())
    fireEvent.click(opener())
    fireEvent.click(within(panel()).getByRole('button', { name: 'Close' }))
    expect(document.activeElement).toBe(opener())
  })

  test('default: it takes no focus as it comes', async () => {
    await renderDevtools({ initialIsOpen: true })
    expect(panel()).toBeTruthy()
    expect(document.activeElement).toBe(document.body)
  })

  test('behavior: it shows the connection, the client, its sessions, this tab’s, tokens and tabs', async () => {
    const { page } = await renderDevtools({ initialIsOpen: true })
    await perform(() => getToken(page.frontdesk))
    const { client } = page.frontdesk._internal
    const { textContent } = panel()
    for (const text of [
      ...['ready', 'signed-in', alice.identifier, bob.identifier, client!.id],
      ...client!.sessions.map(({ id }) => id),
      ...['Session token', '(masked)', 'Refreshed when getToken() is called', 'this one'],
      'Watching since',
    ])
      expect(textContent).toContain(text)
    expect(textContent).not.toContain((await getToken(page.frontdesk))!.slice(0, 20))
  })

  test('behavior: it answers why somebody was signed out', async () => {
    const { page } = await renderDevtools({ initialIsOpen: true })
    expect(panel().textContent).toContain('Nobody was, since this is watched.')
    await perform(() => signOutAll(page.frontdesk))
    const answer = within(panel()).getByText('Why was I signed out?').nextElementSibling
    expect(answer?.textContent).toContain('This tab has signed it out, and the server has confirmed it.')
    fireEvent.input(within(panel()).getByLabelText('Show'), { target: { value: 'cache' } })
    expect(within(panel()).queryByText('DELETE /client')).toBeNull()
    fireEvent.input(within(panel()).getByLabelText('Show'), { target: { value: 'request' } })
    expect(within(panel()).getByText('DELETE /client')).toBeTruthy()
  })

  test('behavior: also where another account is shown then', async () => {
    const { page } = await renderDevtools({ initialIsOpen: true })
    await perform(() => signOut(page.frontdesk))
    expect(page.frontdesk.state.session.status).toBe('signed-in')
    const answer = within(panel()).getByText('Why was I signed out?').nextElementSibling
    expect(answer?.textContent).toContain('This tab has signed it out, and the server has confirmed it.')
  })

  test('parameters: styleNonce is on the one style; nothing has a style of its own', async () => {
    const { container } = await renderDevtools({ initialIsOpen: true, styleNonce: 'abc' })
    const styles = container.querySelectorAll('style')
    expect([...styles].map(({ nonce }) => nonce)).toEqual(['abc'])
    expect(container.querySelectorAll('[style]')).toHaveLength(0)
  })

  test('error: outside a provider', async () => {
    const { render } = await import('@testing-library/react')
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<FrontdeskDevtools />)).toThrow(expect.objectContaining({ code: 'provider_missing' }))
    vi.restoreAllMocks()
  })
})

describe('the copy', () => {
  test('behavior: puts JSON on the clipboard', async () => {
    const writeText = vi.fn(async (_: string) => {})
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    try {
      await renderDevtools({ initialIsOpen: true })
      await act(async () => fireEvent.click(within(panel()).getByRole('button', { name: 'Copy as JSON' })))
      expect(within(panel()).getByRole('status').textContent).toBe('Copied, without secrets.')
      const report = JSON.parse(writeText.mock.calls[0]![0]) as { connection: object; timeline: object[] }
      expect(report.connection).toMatchObject({ status: 'ready' })
      expect(report.timeline.length).toBeGreaterThan(0)
    } finally {
      vi.unstubAllGlobals()
    }
  })

  test('behavior: where the browser keeps it, a field has it', async () => {
    await renderDevtools({ initialIsOpen: true })
    await act(async () => fireEvent.click(within(panel()).getByRole('button', { name: 'Copy as JSON' })))
    const field = within(panel()).getByLabelText<HTMLTextAreaElement>('Report as JSON')
    expect(JSON.parse(field.value)).toMatchObject({ connection: { status: 'ready' } })
  })
})

describe('the app beside it', () => {
  test('rule 6 · behavior: renders as often as without it', async () => {
    let renders = 0
    function Reader() {
      useUser()
      renders++
      return null
    }
    const count = async (children: React.ReactNode) => {
      renders = 0
      const { page, unmount } = await renderInBrowser(children, { signedIn: [alice] })
      await perform(() => booted(page.frontdesk))
      await perform(() => getToken(page.frontdesk, { skipCache: true }))
      const counted = renders
      unmount()
      return counted
    }
    const without = await count(<Reader />)
    expect(without).toBeGreaterThan(0)
    expect(
      await count(
        <>
          <Reader />
          <FrontdeskDevtoolsInProduction initialIsOpen />
        </>,
      ),
    ).toBe(without)
  })

  test('rule 11 · behavior: after the last unmount nothing watches any more', async () => {
    const { page, unmount } = await renderDevtools({ initialIsOpen: true })
    const engine = page.frontdesk._internal
    expect(engine.tap).toBeDefined()
    unmount()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(engine.tap).toBeUndefined()
    expect(engine.page.channel).toBeUndefined()
    expect(engine.page.listeners.size).toBe(0)
  })
})
