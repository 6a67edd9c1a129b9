import { afterEach, describe, expect, test, vi } from 'vitest'
import { type AmbientLocks, hostAmbient } from '../../src/core/host/ambient'

const { cookies, locks, openChannel, originStorage, page, tabStorage, ...host } = hostAmbient()

describe('cookies', () => {
  afterEach(() => {
    cookies!.cookie = 'frontdesk_test=; Path=/; Max-Age=0'
  })

  test('default: what is written is read, as the document has it', () => {
    cookies!.cookie = 'frontdesk_test=1; Path=/; SameSite=Lax'
    expect(cookies!.cookie.split('; ')).toContain('frontdesk_test=1')
    expect(document.cookie).toBe(cookies!.cookie)
  })
})

describe('storage', () => {
  test.each([
    ['tabStorage', tabStorage, sessionStorage],
    ['originStorage', originStorage, localStorage],
  ] as const)("default: %s is the document's", (_, storage, real) => {
    storage!.setItem('frontdesk-test', 'kept')
    expect(real.getItem('frontdesk-test')).toBe('kept')
    storage!.removeItem('frontdesk-test')
    expect(storage!.getItem('frontdesk-test')).toBe(null)
  })

  test('behavior: where a storage is forbidden there is none, and the rest is there', () => {
    const getter = vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    })
    expect(hostAmbient().tabStorage).toBe(undefined)
    expect(hostAmbient().originStorage).toBe(localStorage)
    getter.mockRestore()
  })
})

describe('channels', () => {
  test('default: a channel hears the others of its name, and not itself', async () => {
    const [first, second, other] = [openChannel!('a'), openChannel!('a'), openChannel!('b')]
    const heard: unknown[] = []
    first.onmessage = () => heard.push('itself')
    other.onmessage = () => heard.push('the other name')
    const message = new Promise<unknown>((resolve) => {
      second.onmessage = ({ data }) => resolve(data)
    })
    first.postMessage({ said: 'hello' })
    expect(await message).toEqual({ said: 'hello' })
    expect(heard).toEqual([])
    for (const channel of [first, second, other]) channel.close()
  })
})

describe('locks', () => {
  const hold = (name: string, real: AmbientLocks) => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      void real.request(name, {}, async () => {
        resolve()
        await new Promise<void>((end) => {
          release = end
        })
      })
    })
    return held.then(() => () => release())
  }

  test('default: a lock is held by one at a time', async () => {
    const release = await hold('frontdesk-test', locks!)
    const order: string[] = []
    const second = locks!.request('frontdesk-test', {}, async () => order.push('second'))
    await new Promise((resolve) => setTimeout(resolve, 20))
    order.push('released')
    release()
    await second
    expect(order).toEqual(['released', 'second'])
  })

  test('parameters: with ifAvailable a taken lock is not waited for', async () => {
    const release = await hold('frontdesk-test', locks!)
    const lock = await locks!.request('frontdesk-test', { ifAvailable: true }, async (lock) => lock)
    expect(lock).toBe(null)
    release()
  })

  test('parameters: an aborted signal ends the waiting', async () => {
    const release = await hold('frontdesk-test', locks!)
    const controller = new AbortController()
    const waiting = locks!.request('frontdesk-test', { signal: controller.signal }, async () => 'ran')
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    release()
  })
})

describe('the page', () => {
  const stops: (() => void)[] = []
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
    vi.restoreAllMocks()
  })

  function listen() {
    const listener = vi.fn()
    stops.push(page!.onWake(listener))
    return listener
  }

  test('default: its address is absolute, and it is visible', () => {
    expect(page!.url()).toBe(location.href)
    expect(page!.visible()).toBe(true)
    expect(page!.online()).toBe(true)
  })

  test('behavior: another address takes its place, and the history keeps what belongs to it', () => {
    const { href } = location
    const { length } = history
    history.replaceState({ router: 'state' }, '')
    page!.replaceUrl(`${href}#replaced`)
    expect(location.href).toBe(`${href}#replaced`)
    expect(history.state).toEqual({ router: 'state' })
    expect(history.length).toBe(length)
    history.replaceState(null, '', href)
  })

  test.each([
    ['focus', () => window.dispatchEvent(new FocusEvent('focus'))],
    ['being online again', () => window.dispatchEvent(new Event('online'))],
    ['being shown', () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))],
    [
      'coming back from the back/forward cache',
      () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
    ],
  ])('behavior: %s wakes it', (_, happen) => {
    const listener = listen()
    happen()
    expect(listener).toHaveBeenCalledTimes(1)
  })

  test.each([true, false])('behavior: a page says whether it was restored: %s', (persisted) => {
    const listener = listen()
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))
    expect(listener).toHaveBeenCalledWith(persisted)
  })

  test('behavior: nothing wakes a hidden page', () => {
    const listener = listen()
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    expect(page!.visible()).toBe(false)
    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('online'))
    expect(listener).not.toHaveBeenCalled()
  })

  test('behavior: once stopped, nothing is heard any more', () => {
    const listener = vi.fn()
    page!.onWake(listener)()
    window.dispatchEvent(new FocusEvent('focus'))
    window.dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('visibilitychange'))
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('network and time', () => {
  test('behavior: fetch is looked up at each call', async () => {
    const replaced = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('replaced'))
    expect(await (await host.fetch('https://example.com/', {})).text()).toBe('replaced')
    replaced.mockRestore()
    expect((await host.fetch('data:text/plain,real', {})).ok).toBe(true)
  })

  test('behavior: a timeout that is called off does not run', async () => {
    const calls: string[] = []
    host.timeout(() => calls.push('called off'), 1)()
    await new Promise<void>((resolve) => void host.timeout(resolve, 10))
    expect(calls).toEqual([])
  })
})
