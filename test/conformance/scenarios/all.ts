import { developmentHandshakes, handshakes, productionHandshakes } from './backend/handshakes'
import { nonces } from './backend/nonces'
import { organizations } from './backend/organizations'
import { developmentVisits, visits } from './backend/visits'
import { boot, developmentBoot } from './clerkJs/boot'
import { clientTrust } from './clerkJs/clientTrust'
import { codes } from './clerkJs/codes'
import { emailLinks } from './clerkJs/emailLinks'
import { future } from './clerkJs/future'
import { tokens } from './clerkJs/getToken'
import { hosted } from './clerkJs/hosted'
import { invitations, productionInvitations } from './clerkJs/invitations'
import { oauth, productionOauth } from './clerkJs/oauth'
import { restrictions } from './clerkJs/organizations'
import { ownAccount } from './clerkJs/ownAccount'
import { passkeys } from './clerkJs/passkeys'
import { forgottenPasswords } from './clerkJs/passwords'
import { secondFactors } from './clerkJs/secondFactors'
import { shortLived, withServer } from './clerkJs/server'
import { sessions } from './clerkJs/sessions'
import { productionSignIn, signingIn } from './clerkJs/signIn'
import { signingOut } from './clerkJs/signOut'
import { signUps } from './clerkJs/signUps'
import { stepUp } from './clerkJs/stepUp'
import { tasks } from './clerkJs/tasks'
import { tickets } from './clerkJs/tickets'
import { clerkReact } from './clerkReact'
import { account as accountPrebuilt } from './prebuilt/account'
import { oauth as oauthPrebuilt } from './prebuilt/oauth'
import { signingIn as signingInPrebuilt } from './prebuilt/signIn'
import { signingUp as signingUpPrebuilt } from './prebuilt/signUp'
import { tasks as tasksPrebuilt } from './prebuilt/tasks'

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
    ...secondFactors,
    ...forgottenPasswords,
    ...clientTrust,
    ...tickets,
    ...passkeys,
    ...tasks,
    ...ownAccount,
    ...stepUp,
    ...emailLinks,
    ...signUps,
    ...sessions,
    ...restrictions,
    ...tokens,
    ...signingOut,
    ...hosted,
    ...withServer,
    ...clerkReact,
  },
  test: { ...developmentBoot, ...oauth, ...invitations },
  live: { ...productionSignIn, ...productionOauth, ...productionInvitations },
  shortLived,
}

/** What Clerk's prebuilt pages do on the box. */
export const prebuiltScenarios = {
  ...signingInPrebuilt,
  ...signingUpPrebuilt,
  ...tasksPrebuilt,
  ...oauthPrebuilt,
  ...accountPrebuilt,
}
