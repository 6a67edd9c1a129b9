// `npm run bench:server`: what finding out who sends a request costs, beside Clerk's own function and bare verifying.
// All take turns in one run, so that a busy machine is busy for all: trust the ratios, not the figures.
import { createClerkClient } from '@clerk/backend'
import { createFapi } from 'frontdesk/fapi'
import { createFrontdeskServer } from 'frontdesk/server'
import { exportJWK, generateKeyPair, importSPKI, jwtVerify, SignJWT } from 'jose'

const rounds = 60
const perRound = 20
const origin = 'https://app.example.com'

const pair = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 })
const signingKey = /** @type {any} */ (await exportJWK(pair.privateKey))
const fapi = createFapi({ keyType: 'live', signingKey, origins: [origin] })
const jwtKey = await fapi.jwtKey()
const { publishableKey, secretKey } = fapi
const authorizedParties = [origin]
const frontdesk = createFrontdeskServer({ publishableKey, secretKey, jwtKey, origins: authorizedParties })
const clerk = createClerkClient({ publishableKey, secretKey, jwtKey, telemetry: { disabled: true } })
const key = await importSPKI(jwtKey, 'RS256')

let made = 0
/** A session token like the box's, another one each time. */
async function createToken() {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ sid: 'sess_1', azp: origin, sts: 'active', v: 2, fva: [0, -1], jti: `jti_${made++}` })
    .setProtectedHeader({ alg: 'RS256', kid: 'ins_1', typ: 'JWT', cat: 'cl_B7d4PD111AAA' })
    .setIssuer('https://clerk.frontdesk.example')
    .setSubject('user_1')
    .setIssuedAt(now)
    .setNotBefore(now - 10)
    .setExpirationTime(now + 600)
    .sign(pair.privateKey)
}

/** @param {string} token */
function createRequest(token) {
  return new Request(`${origin}/inbox?page=2`, {
    headers: {
      accept: 'text/html',
      cookie: `theme=dark; __session=${token}; __client_uat=1; analytics=abc`,
      'sec-fetch-dest': 'document',
      'user-agent': 'Mozilla/5.0',
    },
  })
}

const seen = await createToken()

/** @type {Record<string, { fresh: boolean, run: (request: Request, token: string) => Promise<unknown> }>} */
const candidates = {
  'jose, imported key': { fresh: true, run: (_, token) => jwtVerify(token, key) },
  'authenticateRequest of @clerk/backend': {
    fresh: true,
    run: async (request) =>
      isSignedIn((await clerk.authenticateRequest(request, { authorizedParties })).isAuthenticated),
  },
  'resolve, first request of a token': {
    fresh: true,
    run: async (request) =>
      isSignedIn((await frontdesk.resolve(request)).context?.auth.status === 'signed-in'),
  },
  'resolve, a token seen before': {
    fresh: false,
    run: async (request) =>
      isSignedIn((await frontdesk.resolve(request)).context?.auth.status === 'signed-in'),
  },
}

/** @param {boolean} value */
function isSignedIn(value) {
  if (!value) throw new Error('Somebody is not signed in: the figures would mean nothing.')
}

const names = Object.keys(candidates)
/** @type {Record<string, number[]>} */
const times = Object.fromEntries(names.map((name) => [name, []]))
// The first two rounds warm up. Who goes first pays for what the last one left to be collected: so all do in turn.
for (let round = -2; round < rounds; round++) {
  /** @type {Record<string, number>} */
  const sums = Object.fromEntries(names.map((name) => [name, 0]))
  for (let index = 0; index < perRound; index++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = /** @type {string} */ (names[(turn + index) % names.length])
      const { fresh, run } = /** @type {(typeof candidates)[string]} */ (candidates[name])
      const token = fresh ? await createToken() : seen
      const request = createRequest(token)
      const start = performance.now()
      await run(request, token)
      sums[name] = (sums[name] ?? 0) + performance.now() - start
    }
  }
  if (round >= 0) for (const name of names) times[name]?.push(((sums[name] ?? 0) / perRound) * 1000)
}

// The fastest round is the one that was disturbed least.
/** @param {string} name */
const best = (name) => Math.min(...(times[name] ?? []))
/** @param {string} name */
const ratio = (name) => best(name) / best('authenticateRequest of @clerk/backend')
console.log(
  `Microseconds for one request, and beside authenticateRequest: the best of ${rounds} rounds of ${perRound}\n`,
)
for (const name of names) {
  console.log(name.padEnd(42), best(name).toFixed(0).padStart(8), `${ratio(name).toFixed(2)} ×`.padStart(9))
}
if (ratio('resolve, first request of a token') > 1.15) fail('The first request of a token costs too much.')
if (ratio('resolve, a token seen before') > 0.2) fail('A token seen before costs too much.')

/** @param {string} what */
function fail(what) {
  console.error(`\n${what}`)
  process.exitCode = 1
}
