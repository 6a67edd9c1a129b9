import type { FapiOptions } from 'frontdesk/fapi'
import { developmentHandshakes, handshakes, productionHandshakes } from './backend/handshakes'
import { nonces } from './backend/nonces'
import { organizations } from './backend/organizations'
import { developmentVisits, visits } from './backend/visits'
import { boot, developmentBoot } from './clerkJs/boot'
import { codes } from './clerkJs/codes'
import { future } from './clerkJs/future'
import { tokens } from './clerkJs/getToken'
import { hosted } from './clerkJs/hosted'
import { restrictions } from './clerkJs/organizations'
import { shortLived, withServer } from './clerkJs/server'
import { sessions } from './clerkJs/sessions'
import { productionSignIn, signingIn } from './clerkJs/signIn'
import { signingOut } from './clerkJs/signOut'
import { clerkReact } from './clerkReact'
import { signingIn as signingInPrebuilt } from './prebuilt/signIn'
import type { Scenarios } from './scenario'

/** What @clerk/backend does on the box. */
export const nodeScenarios = {
  ...visits,
  ...developmentVisits,
  ...nonces,
  ...organizations,
  ...handshakes,
  ...developmentHandshakes,
  ...productionHandshakes,
}

/** What clerk-js and @clerk/react do on the box. */
export const tabScenarios = {
  everywhere: {
    ...boot,
    ...signingIn,
    ...codes,
    ...future,
    ...sessions,
    ...restrictions,
    ...tokens,
    ...signingOut,
    ...hosted,
    ...withServer,
    ...clerkReact,
  },
  test: developmentBoot,
  live: productionSignIn,
  shortLived,
}

/** What Clerk's prebuilt pages do on boxes of some kind. */
interface PrebuiltScenarios {
  fapi: FapiOptions
  scenarios: Scenarios
}

export const prebuiltScenarios: PrebuiltScenarios[] = [
  // Where there are links, the pages ask for them and for no code.
  {
    fapi: { strategies: ['password', 'email_code'] },
    scenarios: signingInPrebuilt,
  },
]
