import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStage, kinds, type StageOptions } from '../../test/support/serverStage'
import { foreignKey, resign } from '../../test/support/serverTokens'
import type { SigningKey } from '../fapi'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const told = ({ body }: { body: string }) => (JSON.parse(body) as { status: string }).status

const publicPart = ({ kid, n, e }: SigningKey) => ({ kty: 'RSA', alg: 'RS256', use: 'sig', kid, n, e })

/** An instance that has got a second key, and somebody who is signed in with a token of the first. */
async function rotated(options: StageOptions = {}, second?: SigningKey) {
  const key = second ?? (await foreignKey())
  const between: StageOptions['between'] = async (request, next) => {
    const answer = await next(request)
    if (!request.url.endsWith('/jwks')) return answer
    const { keys } = (await answer.json()) as { keys: unknown[] }
    return Response.json({ keys: [...keys, publicPart(key)] })
  }
  const stage = await createStage({ between, ...options })
  const visitor = stage.createVisitor()
  await visitor.signIn()
  stage.verdicts.length = 0
  const token = visitor.cookie('__session')!
  const renewed = await resign(token, {}, { kid: key.kid }, key)
  const names = ['__session', `__session_${stage.suffix}`] as const
  const others = (visitor.jar.header(new URL(stage.origin)) ?? '')
    .split('; ')
    .filter((pair) => !pair.startsWith('__session'))
  const send = (tokens: Record<string, string>, headers: Record<string, string> = kinds.document) => {
    const pairs = Object.entries(tokens).map(([name, value]) => `${name}=${value}`)
    return visitor.send('/', { headers: { ...headers, cookie: [...pairs, ...others].join('; ') } })
  }
  return { stage, visitor, token, renewed, key, names, send }
}

describe.each(['test', 'live'] as const)('while an instance changes its key, %s', (keyType) => {
  test.each([
    ['the suffixed one is of the new key', false, false],
    ['the suffixed one is of the new key, and comes first', false, true],
    ['the plain one is of the new key', true, false],
    ['the plain one is of the new key, and comes second', true, true],
  ])('behavior: of two tokens %s: signed in', async (_, isPlainNew, isTurned) => {
    const { stage, token, renewed, names, send } = await rotated({ keyType })
    const [plain, suffixed] = isPlainNew ? [renewed, token] : [token, renewed]
    const pairs: [string, string][] = [
      [names[0], plain],
      [names[1], suffixed],
    ]
    const tokens = Object.fromEntries(isTurned ? pairs.reverse() : pairs)
    for (const headers of [kinds.document, kinds.fetch]) {
      expect(told(await send(tokens, headers))).toBe('signed-in')
    }
    const cookie = Object.entries(tokens).map(([name, value]) => `${name}=${value}`)
    const uat = ['__client_uat', '__clerk_db_jwt'].map((name) => `${name}_${stage.suffix}=1; ${name}=1`)
    const headers = new Headers({ cookie: [...cookie, ...uat].join('; ') })
    expect((await stage.server.read({ headers })).auth.status).toBe('signed-in')
    expect(stage.verdicts).toEqual([])
  })

  test.each([
    ['suffixed', false],
    ['plain', true],
  ])('behavior: the %s token is of a key that is not known yet: nobody is signed out', async (_, isPlain) => {
    const { stage, token, renewed, key, names, send } = await rotated({ keyType })
    const unseen = await resign(renewed, { iat: Math.floor(Date.now() / 1000) }, { kid: 'ins_next' }, key)
    const old = await resign(token, { iat: Math.floor(Date.now() / 1000) - 5 })
    const tokens = isPlain ? { [names[0]]: unseen, [names[1]]: old } : { [names[0]]: old, [names[1]]: unseen }
    expect(told(await send(tokens, kinds.fetch))).toBe('unknown')
    expect(stage.verdicts.map(({ code }) => code)).toEqual(['session_stale'])
    expect((await send(tokens)).response.status).toBe(307)
  })

  test('bad input: a forged token beside one of the new key signs nobody in', async () => {
    const { renewed, token, names, send } = await rotated({ keyType })
    const forged = `${token.slice(0, -8)}AAAAAAAA`
    const iat = Math.floor(Date.now() / 1000) - 5
    const tokens = { [names[0]]: forged, [names[1]]: await resign(renewed, { iat }, {}, await foreignKey()) }
    expect(told(await send(tokens))).toBe('signed-out')
  })
})

describe('keys of all sizes', () => {
  test.each([3072, 4096])('behavior: one of %i bits', async (modulusLength) => {
    const algorithm = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      publicExponent: new Uint8Array([1, 0, 1]),
    }
    const pair = await crypto.subtle.generateKey({ ...algorithm, modulusLength }, true, ['sign'])
    const { key_ops: _, ext: __, alg: ___, ...jwk } = await crypto.subtle.exportKey('jwk', pair.privateKey)
    const { renewed, names, send } = await rotated({}, { ...jwk, kid: `ins_${modulusLength}` })
    expect(told(await send({ [names[0]]: renewed, [names[1]]: renewed }))).toBe('signed-in')
  })
})

describe('a clock that is set back', () => {
  test.each([3600, 24 * 3600, 30 * 24 * 3600])(
    'behavior: by %i s: new keys are found, and the old ones count meanwhile',
    async (seconds) => {
      let isDown = false
      let isRotated = false
      const key = await foreignKey()
      const { stage, visitor, token } = await rotated({
        between: async (request, next) => {
          if (isDown) return new Response('', { status: 401 })
          const answer = await next(request)
          if (!request.url.endsWith('/jwks') || !isRotated) return answer
          return Response.json({ keys: [publicPart(key)] })
        },
      })
      vi.setSystemTime(Date.now() - seconds * 1000)
      const now = Math.floor(Date.now() / 1000)
      const times = { iat: now, nbf: now - 10, exp: now + 60 }
      const bearer = async (header: Record<string, unknown>, by?: SigningKey) => {
        const authorization = `Bearer ${await resign(token, times, header, by)}`
        return told(await visitor.send('/', { headers: { ...kinds.fetch, authorization } }))
      }
      isDown = true
      expect(await bearer({})).toBe('signed-in')
      isDown = false
      isRotated = true
      vi.setSystemTime(Date.now() + 2000)
      await vi.waitFor(async () => expect(await bearer({ kid: key.kid }, key)).toBe('signed-in'))
      expect(stage.asked.filter((each) => each.endsWith('/jwks')).length).toBeLessThanOrEqual(4)
    },
  )
})
