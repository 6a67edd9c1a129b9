import {
  attemptReverificationFirstFactor,
  attemptSecondFactor,
  attemptVerification,
  createSignIn,
  createSignUp,
  prepareSecondFactor,
  reloadSignIn,
  resetPassword,
  setActive,
  signInWithRedirect,
  signUpWithRedirect,
  startReverification,
} from '../../../src/core'
import { start } from '../action'
import type { Life } from '../life'
import type { World } from '../world'
import { codesTo, signInUnderWay, signUpUnderWay, takeStep } from './attempt'
import type { WayDeed } from './deeds'
import { addressOf, passwordsOf } from './people'

/** The code of a number for tests. */
const textedCode = '424242'

/** Tells the app in a page to go one of the ways in. */
export function goWay(world: World, life: Life, deed: WayDeed): void {
  const { frontdesk } = life
  const step = (run: Parameters<typeof takeStep>[3]) => takeStep(world, life, deed.do, run)
  const { id: signInId, identifier } = signInUnderWay(life)
  switch (deed.do) {
    case 'begin sign-in with a link': {
      const redirectUrl = new URL('/verified', life.tab.ambient.page.url()).href
      step(() =>
        createSignIn(frontdesk, {
          ...{ strategy: 'email_link', identifier: addressOf(deed.who), redirectUrl },
        }),
      )
      break
    }
    case 'begin reset':
      step(() =>
        createSignIn(frontdesk, {
          strategy: 'reset_password_email_code',
          identifier: addressOf(deed.who),
        }),
      )
      break
    case 'set password': {
      const [, password] = passwordsOf(world.fapi, identifier)
      if (deed.others) world.isSilent = true
      step(() => resetPassword(frontdesk, { signInId, password, signOutOfOtherSessions: deed.others }))
      break
    }
    case 'look':
      step(() => reloadSignIn(frontdesk, { signInId }))
      break
    case 'send second code':
      step(() => prepareSecondFactor(frontdesk, { signInId, strategy: 'phone_code' }))
      break
    case 'prove again': {
      const code = deed.by === 'code' ? textedCode : '111111'
      step(() => attemptSecondFactor(frontdesk, { signInId, strategy: 'phone_code', code }))
      break
    }
    case 'begin sign-up':
      step(() =>
        createSignUp(frontdesk, {
          emailAddress: addressOf(deed.who),
          password: `${deed.who}-password`,
          strategy: 'email_code',
        }),
      )
      break
    case 'verify sign-up': {
      const { id: signUpId, emailAddress } = signUpUnderWay(life)
      const code = codesTo(world, emailAddress)[deed.by]
      step(() => attemptVerification(frontdesk, { signUpId, strategy: 'email_code', code }))
      break
    }
    case 'do task': {
      const { sessionId, status } = frontdesk.state.session
      if (status !== 'pending') break
      for (const { switches } of life.page) switches.push(sessionId)
      const organizationId = world.fapi.organizations[0]!.id
      start(world, life, deed.do, () => setActive(frontdesk, { sessionId, organizationId }))
      break
    }
    case 'step up': {
      const { userId } = frontdesk.state.session
      const address = world.fapi.users.find(({ id }) => id === userId)?.identifier ?? ''
      const password = deed.by === 'password' ? passwordsOf(world.fapi, address)[0] : 'not-their-password'
      start(world, life, deed.do, async () => {
        await startReverification(frontdesk, { level: 'first_factor' })
        return attemptReverificationFirstFactor(frontdesk, { strategy: 'password', password })
      })
      break
    }
    case 'leave to sign in':
    case 'leave to sign up': {
      const leave = deed.do === 'leave to sign in' ? signInWithRedirect : signUpWithRedirect
      const navigate = (url: string) => world.leaveFor(life, url)
      start(world, life, deed.do, () =>
        leave(frontdesk, { strategy: 'oauth_google', redirectUrl: '/back', navigate }),
      )
    }
  }
}
