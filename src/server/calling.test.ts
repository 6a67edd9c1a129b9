import { afterEach, describe, expect, test, vi } from 'vitest'
import { createStage, kinds, type StageOptions } from '../../test/support/serverStage'
import type { ServerContext } from './context'

const broken = () => {
  throw new TypeError('of the app')
}

afterEach(() => void vi.restoreAllMocks())

/** A request of somebody who has to be sent round, or told that their token is stale. */
async function ask(options: StageOptions, kind: keyof typeof kinds = 'document') {
  const stage = await createStage({ keyType: 'live', ...options })
  const request = new Request(stage.origin, { headers: { ...kinds[kind], cookie: '__client_uat=1' } })
  return stage.server.handle(request, ({ auth }) => new Response(auth.status))
}

describe('who only listens is never in the way', () => {
  test.each<[string, StageOptions['onVerdict']]>([
    ['throws', broken],
    ['rejects', (async () => broken()) as () => void],
    ['rejects with a text', () => Promise.reject('a text') as unknown as undefined],
  ])('behavior: onVerdict %s: the request goes on, and the console tells', async (_, onVerdict) => {
    const told = vi.spyOn(console, 'error').mockReturnValue()
    const response = await ask({ onVerdict }, 'fetch')
    expect(await response.text()).toBe('unknown')
    await vi.waitFor(() =>
      expect(told).toHaveBeenCalledWith('Frontdesk: `onVerdict` failed.', expect.anything()),
    )
  })
})

describe('who decides and fails is named', () => {
  test.each<[string, StageOptions, keyof typeof kinds]>([
    ['handshake', { handshake: broken }, 'document'],
    ['stale', { stale: broken }, 'fetch'],
  ])('error: %s throws', async (name, options, kind) => {
    await expect(ask(options, kind)).rejects.toMatchObject({
      name: 'FrontdeskError',
      code: 'option_threw',
      message: expect.stringContaining(name),
      cause: expect.objectContaining({ message: 'of the app' }),
    })
  })

  test('error: claims throws', async () => {
    const stage = await createStage({ claims: broken })
    const visitor = stage.createVisitor()
    await visitor.signIn()
    stage.app = ({ initialState }: ServerContext) => Response.json(initialState)
    await expect(visitor.send()).rejects.toMatchObject({ code: 'option_threw' })
  })

  test('behavior: origins throws: that is no, whatever a request holds, and the console tells', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue()
    expect(await (await ask({ origins: broken })).text()).toBe('unknown')
    expect(told).toHaveBeenCalledWith('Frontdesk: `origins` failed.', expect.anything())
  })
})
