import { decodeJwt } from 'jose'
import { expect } from 'vitest'
import type { Stage } from '../../stage/stage'
import type { Visitor } from '../../stage/visitor'
import { alice, type Scenarios, userId } from '../scenario'
import { expectAlice, expectTwins, signedInVisitor } from './visits'

/** Round trips through the box that repair what an app's server cannot tell. */
export const handshakes = {
  'behavior: a lost session cookie comes back': async (stage) => {
    const visitor = await signedInVisitor(stage)
    visitor.forget('__session')
    const visit = await visitor.visit()
    expect(visit.handshake).toBe('client-uat-but-no-session-token')
    expectAlice(stage, visit)
    expectTwins(visitor, ['__session', '__client_uat'])
  },

  'behavior: a lost mark of the sign-in comes back': async (stage) => {
    const visitor = await signedInVisitor(stage)
    visitor.forget('__client_uat')
    const visit = await visitor.visit()
    expect(visit.handshake).toBe('session-token-but-no-client-uat')
    expectAlice(stage, visit)
    expectTwins(visitor, ['__session', '__client_uat'])
  },

  'behavior: an expired token is replaced by one that lives': async (stage) => {
    const visitor = await visitorWithOldToken(stage)
    visitor.forget('__refresh')
    const old = visitor.cookie('__session')
    const visit = await visitor.visit()
    expect(visit.handshake).toBe('session-token-expired-refresh-non-eligible-no-refresh-cookie')
    expectAlice(stage, visit)
    expect(visitor.cookie('__session')).not.toBe(old)
    expectTwins(visitor, ['__session', '__client_uat'])
  },

  'behavior: an expired token in a header sends a page load to the box, too': async (stage) => {
    const visitor = await visitorWithOldToken(stage)
    visitor.forget('__refresh')
    const authorization = `Bearer ${visitor.cookie('__session')}`
    const { status, reason, headers } = await visitor.open(`${stage.appUrl}/server`, { authorization })
    expect(status).toBe(307)
    expect(reason).toMatch(/^session-token-expired/)
    const { origin, pathname } = new URL(headers.get('location')!)
    expect(origin + pathname).toBe(`${stage.proxyUrl}/v1/client/handshake`)
  },

  'behavior: a token older than the last sign-in is replaced': async (stage) => {
    const visitor = await signedInVisitor(stage)
    const uat = Number(visitor.cookie('__client_uat'))
    visitor.write('__client_uat', String(uat + 2))
    const visit = await visitor.visit()
    expect(visit.handshake).toBe('session-token-iat-before-client-uat')
    expectAlice(stage, visit)
  },

  'behavior: a session that ended elsewhere ends here with the next round trip': async (stage) => {
    const visitor = await signedInVisitor(stage)
    stage.fapi.revokeSession(stage.fapi.sessions[0]!.id)
    visitor.forget('__session')
    const visit = await visitor.visit()
    expect(visit.handshake).toBe('client-uat-but-no-session-token')
    expect(visit.auth).toMatchObject({ status: 'signed-out', userId: null })
    expect(visitor.cookie('__client_uat')).toBe('0')
    expectTwins(visitor, ['__client_uat'])
    expect(await visitor.visit()).toMatchObject({ handshake: null, auth: { status: 'signed-out' } })
  },

  'behavior: a visitor from another origin is asked for once, and stays signed in': async (stage) => {
    const visitor = await signedInVisitor(stage)
    const headers = { referer: 'https://elsewhere.example/', 'sec-fetch-site': 'cross-site' }
    const visit = await visitor.visit('/server', headers)
    expect(visit.handshake).toBe('primary-domain-cross-origin-sync')
    expectAlice(stage, visit)
  },

  'behavior: a browser that keeps no cookie of the box is not sent round for ever': async (stage) => {
    const visitor = await signedInVisitor(stage)
    visitor.forget('__session')
    visitor.keeps = (name) => name === '__clerk_redirect_count'
    const { auth, hops } = await visitor.visit()
    expect(auth).toMatchObject({ status: 'signed-out', reason: 'client-uat-but-no-session-token' })
    expect(hops.filter(({ reason }) => reason === 'client-uat-but-no-session-token').length).toBe(4)
  },

  'behavior: how the cookies travel is as was asked for': async (stage) => {
    const visitor = await signedInVisitor(stage)
    visitor.forget('__session')
    const { hops } = await visitor.visit()
    const { headers } = hops.find(({ url }) => url.pathname.endsWith('/handshake'))!
    const name = stage.transport === 'nonce' ? '__clerk_handshake_nonce' : '__clerk_handshake'
    const carriers = [...headers.getSetCookie(), headers.get('location')!]
    expect(carriers.filter((text) => text.includes(`${name}=`))).toHaveLength(1)
    // A nonce says nothing to whoever reads it in a log.
    const tells = /__clerk_handshake=/.test(carriers.join())
    expect(tells).toBe(stage.transport === 'token')
  },

  'behavior: an answer to a handshake is kept by nobody, and tells no other site': async (stage) => {
    const visitor = await signedInVisitor(stage)
    visitor.forget('__session')
    const { hops } = await visitor.visit()
    const { headers, status } = hops.find(({ url }) => url.pathname.endsWith('/handshake'))!
    expect(status).toBe(307)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  },

  'behavior: the box sends nobody on to a foreign place': async (stage) => {
    const visitor = await signedInVisitor(stage)
    for (const place of foreignPlaces(stage)) {
      const url = new URL(`${stage.proxyUrl}/v1/client/handshake`)
      url.searchParams.set('redirect_url', place)
      const { status, headers } = await visitor.open(url)
      expect([place, status, headers.get('location')]).toEqual([place, 422, null])
    }
  },
} satisfies Scenarios

/** Someone who comes back with a token that ran out minutes ago. */
async function visitorWithOldToken(stage: Stage): Promise<Visitor> {
  const visitor = await signedInVisitor(stage)
  const minutes = 5 * 60_000
  stage.fapi.clock.advance(-minutes)
  const answer = await visitor.call('POST', `/v1/client/sessions/${stage.fapi.sessions[0]!.id}/tokens`)
  stage.fapi.clock.advance(minutes)
  const { jwt } = JSON.parse(answer.body) as { jwt: string }
  visitor.write('__session', jwt)
  visitor.write('__client_uat', String(decodeJwt(jwt).iat! - 60))
  return visitor
}

function foreignPlaces({ appUrl }: Stage): string[] {
  const { host } = new URL(appUrl)
  return [
    'https://evil.example/',
    '//evil.example/',
    'javascript:alert(1)',
    `http://${host}@evil.example/`,
    `http://evil.example\\@${host}/`,
    `http://${host}.evil.example/`,
    'http://localhost.evil.example/',
  ]
}

/** Round trips with test keys. */
export const developmentHandshakes = {
  'behavior: a first visit gets a development browser, which the next one has': async (stage) => {
    const visitor = stage.createVisitor()
    const visit = await visitor.visit()
    expect(visit).toMatchObject({ handshake: 'dev-browser-missing', auth: { status: 'signed-out' } })
    const [browser] = stage.fapi.devBrowsers
    expect(visitor.cookie('__clerk_db_jwt')).toBe(browser!.token)
    expectTwins(visitor, ['__clerk_db_jwt', '__client_uat'])
    expect(await visitor.visit()).toMatchObject({ handshake: null, auth: { status: 'signed-out' } })
    expect(stage.fapi.devBrowsers).toHaveLength(1)
  },

  'behavior: nothing of a round trip stays in the address': async (stage) => {
    const visitor = stage.createVisitor()
    await visitor.signIn(alice)
    visitor.forget('__session')
    const { hops } = await visitor.visit('/server/page?kept=1,2&also=ä')
    const { url } = hops.at(-1)!
    expect([...url.searchParams]).toEqual([
      ['kept', '1,2'],
      ['also', 'ä'],
    ])
  },
} satisfies Scenarios

/** Round trips with live keys. */
export const productionHandshakes = {
  'behavior: what a round trip leaves behind renews an expired token without another': async (stage) => {
    const visitor = await visitorWithOldToken(stage)
    const old = visitor.cookie('__session')
    const visit = await visitor.visit()
    expect(visit.handshake).toBeNull()
    expectAlice(stage, visit)
    expect(visitor.cookie('__session')).not.toBe(old)
    expectTwins(visitor, ['__session', '__client_uat'])
    expect(stage.fapi.log.entries.at(-1)).toMatchObject({
      path: expect.stringMatching(/\/refresh$/),
      status: 200,
    })
  },

  'behavior: for a session that is over it renews nothing': async (stage) => {
    const visitor = await visitorWithOldToken(stage)
    stage.fapi.revokeSession(stage.fapi.sessions[0]!.id)
    const visit = await visitor.visit()
    expect(visit.handshake).toBe('session-token-expired-refresh-signed_out')
    expect(visit.auth).toMatchObject({ status: 'signed-out', userId: null })
    expect(visitor.jar.all.filter(({ name }) => /^__(refresh|session)/.test(name))).toEqual([])
  },

  'behavior: a first visit makes no round trip': async (stage) => {
    const visit = await stage.createVisitor().visit()
    expect(visit).toMatchObject({ handshake: null, auth: { status: 'signed-out' } })
    expect(stage.fapi.log.entries).toEqual([])
  },

  'behavior: what a round trip brought is used up': async (stage) => {
    const visitor = await signedInVisitor(stage)
    expect(visitor.jar.all.filter(({ name }) => name.startsWith('__clerk_handshake'))).toEqual([])
  },

  'behavior: the client token is for the box alone, and no script': async (stage) => {
    const visitor = await signedInVisitor(stage)
    const token = visitor.jar.all.find(({ name }) => name === '__client')
    expect(token).toMatchObject({ httpOnly: true, hostOnly: true })
    expect(userId(stage, alice)).toBe(stage.fapi.sessions[0]!.userId)
  },
} satisfies Scenarios
