import { expect } from 'vitest'
import type { Stage } from '../../stage/stage'
import type { Visit, Visitor } from '../../stage/visitor'
import { alice, bob, type Scenarios, userId } from '../scenario'
import { verifyToken } from '../tokens'

/** Signs Alice in on a new visitor, whom the app's server then knows. */
export async function signedInVisitor(stage: Stage): Promise<Visitor> {
  const visitor = stage.createVisitor()
  expectAlice(stage, await visitor.signIn(alice))
  return visitor
}

export function expectAlice(stage: Stage, { auth }: Visit): void {
  expect(auth).toMatchObject({ status: 'signed-in', userId: userId(stage, alice) })
}

/** Checks that both names of each cookie say the same. */
export function expectTwins(visitor: Visitor, names: string[]): void {
  for (const name of names) {
    const twin = visitor.jar.all.find((cookie) => new RegExp(`^${name}_[\\w-]{8}$`).test(cookie.name))
    expect([name, twin?.value]).toEqual([name, visitor.cookie(name)])
  }
}

/** What an app's server makes of its visitors. */
export const visits = {
  'behavior: a visitor who is signed in is known after one round trip, and without one from then on': async (
    stage,
  ) => {
    const visitor = stage.createVisitor()
    const arrival = await visitor.signIn(alice)
    expect(arrival.handshake).toBe(
      stage.keyType === 'test' ? 'dev-browser-sync' : 'client-uat-but-no-session-token',
    )
    expectAlice(stage, arrival)
    const again = await visitor.visit()
    expect(again.handshake).toBeNull()
    expectAlice(stage, again)
  },

  'behavior: a round trip brings valid tokens, under both names of each cookie': async (stage) => {
    const visitor = await signedInVisitor(stage)
    const claims = await verifyToken(stage, visitor.cookie('__session')!)
    expect(claims).toMatchObject({ sub: userId(stage, alice), azp: stage.appUrl })
    expect(claims.iat).toBeGreaterThanOrEqual(Number(visitor.cookie('__client_uat')))
    expectTwins(visitor, ['__session', '__client_uat'])
  },

  'behavior: the server is told who acts as somebody else': async (stage) => {
    const visitor = await signedInVisitor(stage)
    expect((await visitor.visit()).auth.actor).toBeNull()
    const actor = { sub: userId(stage, alice), reason: 'a question' }
    stage.fapi.signIn(stage.fapi.clients[0]!.id, bob, actor)
    visitor.forget('__session')
    const { auth } = await visitor.visit()
    expect(auth).toMatchObject({ status: 'signed-in', userId: userId(stage, bob), actor })
  },

  'behavior: a token in the Authorization header is enough': async (stage) => {
    const jwt = (await signedInVisitor(stage)).cookie('__session')!
    const visit = await stage.createVisitor().visit('/server', { authorization: `Bearer ${jwt}` })
    expect(visit.handshake).toBeNull()
    expectAlice(stage, visit)
  },

  'behavior: a token is checked with the PEM key alone, too': async (stage) => {
    const visitor = await signedInVisitor(stage)
    Object.assign(stage.server, { jwtKey: await stage.fapi.jwtKey() })
    expectAlice(stage, await visitor.visit())
  },

  'behavior: a token for another app is refused': async (stage) => {
    const visitor = await signedInVisitor(stage)
    Object.assign(stage.server, { authorizedParties: ['https://elsewhere.example'] })
    const { auth } = await visitor.visit()
    expect(auth).toMatchObject({ status: 'signed-out', reason: 'token-invalid-authorized-parties' })
  },

  'behavior: after signing out everywhere the server knows nobody': async (stage) => {
    const visitor = await signedInVisitor(stage)
    const { status } = await visitor.call('POST', '/v1/client/sessions?_method=DELETE')
    expect(status).toBe(200)
    if (stage.keyType === 'live') expectTwins(visitor, ['__client_uat'])
    if (stage.keyType === 'live') expect(visitor.cookie('__client_uat')).toBe('0')
    visitor.forget('__session')
    // What clerk-js does in development, where the box cannot write cookies for the app.
    if (stage.keyType === 'test') visitor.write('__client_uat', '0')
    const { auth, handshake } = await visitor.visit()
    expect(auth).toMatchObject({ status: 'signed-out', userId: null })
    expect(handshake).toBeNull()
  },
} satisfies Scenarios

/** What happens with test keys only. */
export const developmentVisits = {
  'behavior: every answer gives the development browser back, a refusal too': async (stage) => {
    const visitor = await signedInVisitor(stage)
    const [{ token } = { token: '' }] = stage.fapi.devBrowsers
    for (const path of ['/v1/client', '/v1/client/sessions/sess_unknown', '/v1/nowhere']) {
      const { headers, status } = await visitor.call('GET', path)
      expect([path, status, headers.get('clerk-db-jwt')]).toEqual([path, expect.any(Number), token])
    }
  },
} satisfies Scenarios
