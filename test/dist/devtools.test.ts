import { QueryClient } from '@tanstack/react-query'
import { ClientProvider } from 'frontdesk'
import { createFrontdesk, signOutAll } from 'frontdesk/core'
import { FrontdeskDevtoolsInProduction } from 'frontdesk/devtools'
import { createBrowser, createFapi } from 'frontdesk/fapi'
import { createElement } from 'react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { builtinEnvironments } from 'vitest/runtime'
import { bundle } from '../../bench/bundle.mjs'
import { brotli, weigh } from '../../bench/size.mjs'

const app = `export { ClientProvider } from 'frontdesk'`
const asked = 'Why was I signed out?'

const textOf = async (code: string) => (await bundle(code)).map(({ text }) => text).join('\n')

describe('behavior: a production build', () => {
  test('has nothing of the devtools where an app renders them', async () => {
    const text = await textOf(`${app}; export { FrontdeskDevtools } from 'frontdesk/devtools'`)
    const without = await textOf(app)
    expect(text).not.toContain(asked)
    expect(text).not.toContain('frontdesk-devtools')
    expect(brotli(Buffer.from(text)) - brotli(Buffer.from(without))).toBeLessThan(60)
  })

  test('has all of them where an app asks for them', async () => {
    const text = await textOf(`${app}; export { FrontdeskDevtoolsInProduction } from 'frontdesk/devtools'`)
    expect(text).toContain(asked)
  })

  test('loads them on demand where an app imports them so', async () => {
    const code = `${app}; export const load = () => import('frontdesk/devtools')`
    const [all, loaded] = await Promise.all([weigh(code), weigh(code, { onlyLoaded: true })])
    expect(all.brotli - loaded.brotli).toBeGreaterThan(5000)
  })
})

// Both are built by themselves, with shorter names inside.
test('behavior: the built devtools read the built client, and nothing in a report is shortened', async () => {
  const { teardown } = await builtinEnvironments.jsdom.setup(globalThis, {})
  onTestFinished(() => teardown(globalThis))
  const { act, cleanup, fireEvent, render, screen } = await import('@testing-library/react')
  onTestFinished(cleanup)
  const fapi = createFapi()
  const client = await fapi.seedClient({ users: ['alice@example.com'] })
  const { ambient } = createBrowser({ fapi, client }).openTab()
  const { publishableKey } = fapi
  const frontdesk = createFrontdesk({ publishableKey, queryClient: new QueryClient(), ambient })
  const devtools = createElement(FrontdeskDevtoolsInProduction, { initialIsOpen: true })
  render(createElement(ClientProvider, { frontdesk }, devtools))
  await act(() => vi.waitUntil(() => frontdesk.state.session.status === 'signed-in'))
  await act(() => signOutAll(frontdesk))
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Copy as JSON' })))
  const field = await screen.findByLabelText<HTMLTextAreaElement>('Report as JSON')
  const report = JSON.parse(field.value) as { timeline: { kind: string }[] }
  expect(report).toMatchObject({
    connection: { status: 'ready' },
    session: { status: 'signed-out' },
    options: { bootstrap: 'create', tabSession: 'pinned' },
  })
  expect(report.timeline.findLast(({ kind }) => kind === 'session')).toMatchObject({
    cause: 'This tab has signed it out, and the server has confirmed it.',
    because: expect.any(Number),
    over: client.sessionIds[0],
  })
  expect(report.timeline.find(({ kind }) => kind === 'request')).toMatchObject({
    request: { method: 'GET', path: '/client', parameters: [] },
    result: { status: 200, codes: [], client: { sessions: [{ status: 'active' }] } },
  })
})
