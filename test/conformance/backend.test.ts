import type { KeyType } from 'frontdesk/fapi'
import { describe } from 'vitest'
import { api } from './scenarios/backend/api'
import { developmentHandshakes, handshakes, productionHandshakes } from './scenarios/backend/handshakes'
import { management } from './scenarios/backend/management'
import { nonces } from './scenarios/backend/nonces'
import { organizations } from './scenarios/backend/organizations'
import { developmentVisits, visits } from './scenarios/backend/visits'
import type { Scenario, Scenarios } from './scenarios/scenario'
import { test } from './setup/test'
import type { Transport, Wiring } from './stage/stage'

const own: Record<KeyType, Scenarios> = {
  test: { ...handshakes, ...developmentHandshakes },
  live: { ...handshakes, ...productionHandshakes },
}

const wirings: [KeyType, Wiring][] = [
  ['test', 'cross-origin'],
  ['test', 'proxy'],
  ['live', 'cross-origin'],
  ['live', 'proxy'],
]

describe.for(wirings)('@clerk/backend with a %s key, %s', ([keyType, wiring]) => {
  test.for(
    Object.entries<Scenario>({
      ...visits,
      ...nonces,
      ...organizations,
      ...api,
      ...management,
      ...(keyType === 'test' && developmentVisits),
    }),
  )('%s', async ([, scenario], { openStage }) => {
    const jwtTemplates = { hasura: { claims: { role: 'admin' } } }
    await scenario(await openStage({ keyType, wiring, fapi: { jwtTemplates } }))
  })

  describe.for<Transport>(['nonce', 'token'])('round trips by %s', (transport) => {
    test.for(Object.entries(own[keyType]))('%s', async ([, scenario], { openStage }) => {
      await scenario(await openStage({ keyType, wiring, transport }))
    })
  })
})
