import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderInBrowser } from '../../test/support/render'
import { alice, carol, type WorldOptions } from '../../test/support/world'
import { getClient, signOutAll } from '../core'
import { ClientDegraded, ClientFailed, ClientLoading, ClientReady, Show } from '../index'

const gates = (
  <>
    <Show when="signed-in" fallback={<p>else in</p>}>
      <p>in</p>
    </Show>
    <Show when="signed-out" fallback={<p>else out</p>}>
      <p>out</p>
    </Show>
    <Show when="pending" fallback={<p>else pending</p>}>
      <p>pending</p>
    </Show>
    <Show when="signed-in" treatPendingAsSignedOut={false}>
      <p>in or pending</p>
    </Show>
    <Show when="signed-out" treatPendingAsSignedOut={false}>
      <p>really out</p>
    </Show>
    <ClientLoading>
      <p>loading</p>
    </ClientLoading>
    <ClientReady>
      <p>ready</p>
    </ClientReady>
    <ClientDegraded>
      <p>degraded</p>
    </ClientDegraded>
    <ClientFailed>
      <p>failed</p>
    </ClientFailed>
  </>
)

const shown = () => screen.queryAllByText(/./, { selector: 'p' }).map((element) => element.textContent)

async function open(options: WorldOptions = {}) {
  const opened = await renderInBrowser(gates, options)
  const before = shown()
  await perform(() => getClient(opened.page.frontdesk).catch(() => {}))
  return { ...opened, before }
}

describe('gates', () => {
  test('default: while loading, nothing but <ClientLoading>', async () => {
    const { before } = await open()
    expect(before).toEqual(['loading'])
  })

  test('behavior: signed out', async () => {
    await open()
    expect(shown()).toEqual(['else in', 'out', 'else pending', 'really out', 'ready'])
  })

  test('behavior: signed in', async () => {
    await open({ signedIn: [alice] })
    expect(shown()).toEqual(['in', 'else out', 'else pending', 'in or pending', 'ready'])
  })

  test('behavior: pending counts as signed out, unless treatPendingAsSignedOut is false', async () => {
    await open({ signedIn: [carol] })
    expect(shown()).toEqual(['else in', 'out', 'pending', 'in or pending', 'ready'])
  })

  test('behavior: degraded shows what is known', async () => {
    const { world, page } = await open({ signedIn: [alice] })
    world.fault('GET /client', { status: 503 })
    void getClient(page.frontdesk).catch(() => {})
    await screen.findByText('degraded')
    expect(shown()).toEqual(['in', 'else out', 'else pending', 'in or pending', 'ready', 'degraded'])
  })

  test('behavior: failed', async () => {
    const { world, page } = await renderInBrowser(gates)
    world.fault('GET /client', { status: 403 })
    await screen.findByText('failed')
    expect(page.frontdesk.state.session.status).toBe('error')
    expect(shown()).toEqual(['failed'])
  })

  test.each([
    ['of who was signed in', alice],
    ['of a pending session', carol],
  ] as const)('behavior: while signing out, the content %s stays until it is final', async (_, person) => {
    const { world, page } = await open({ signedIn: [person] })
    const before = shown()
    world.fault('DELETE /client', { delay: 50 })
    const done = perform(() => signOutAll(page.frontdesk))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(page.frontdesk.state.session.status).toBe('signing-out')
    expect(shown()).toEqual(before)
    await done
    expect(shown()).toEqual(['else in', 'out', 'else pending', 'really out', 'ready'])
  })
})
