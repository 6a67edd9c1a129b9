import { act } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderHookInPage } from '../../../test/support/render'
import { fakeTime } from '../../../test/support/time'
import { alice, createWorld } from '../../../test/support/world'
import { type UseTokenReturnType, useSession, useToken } from '../../index'

async function open() {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  const page = world.open()
  await time.advance(100)
  const minted = () => world.requests().filter((request) => request.includes('/tokens')).length
  /** Runs a hook in the page, and keeps what each render gave. */
  function renderAll<Result>(useHook: () => Result) {
    const seen: Result[] = []
    const rendered = renderHookInPage(page, () => {
      const result = useHook()
      seen.push(result)
      return result
    })
    return { ...rendered, seen, advance: (ms: number) => act(() => time.advance(ms)) }
  }
  return { time, page, minted, renderAll }
}

const none = { status: 'loading', token: undefined, expiresAt: undefined }

describe('a token that has expired', () => {
  const isExpired = ({ expiresAt = Number.POSITIVE_INFINITY }: UseTokenReturnType) => expiresAt <= Date.now()

  test('behavior: is not shown at the very first render', async () => {
    const { time, renderAll } = await open()
    await time.advance(120_000)
    const { seen, advance } = renderAll(() => useToken())
    expect(seen[0]).toMatchObject(none)
    await advance(1000)
    expect(seen.at(-1)).toMatchObject({ status: 'ready' })
    expect(seen.some(isExpired)).toBe(false)
  })

  test('behavior: is not shown to a component that comes back after a while', async () => {
    const { time, renderAll } = await open()
    const first = renderAll(() => useToken())
    await first.advance(1000)
    expect(first.result.current.status).toBe('ready')
    first.unmount()
    await time.advance(180_000)
    expect(renderAll(() => useToken()).seen[0]).toMatchObject(none)
  })

  test("behavior: goes from a hidden tab at its end; the session's claims stay, and nothing is asked", async () => {
    const { page, minted, renderAll } = await open()
    const { result, advance } = renderAll(() => ({ token: useToken(), session: useSession() }))
    await advance(1000)
    expect(result.current.token.status).toBe('ready')
    const { claims } = result.current.session
    expect(claims).toMatchObject({ sid: expect.any(String) })
    page.tab.hide()
    await advance(120_000)
    expect(result.current.token).toMatchObject(none)
    expect(result.current.session.claims).toBe(claims)
    expect(minted()).toBe(0)
    page.tab.show()
    await advance(1000)
    expect(result.current.token.status).toBe('ready')
  })
})

describe('a token that cannot be had', () => {
  test('behavior: of an unknown template is asked for once, not for ever', async () => {
    const { minted, renderAll } = await open()
    const { result, advance } = renderAll(() => useToken({ template: 'no-such' }))
    await advance(3_600_000)
    expect(result.current).toMatchObject({ status: 'error', error: { status: 404 } })
    expect(minted()).toBe(1)
  })
})
