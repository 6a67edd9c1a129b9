import {
  attemptFirstFactor,
  createSignIn,
  type FirstFactorAttempt,
  getClient,
  getToken,
  prepareFirstFactor,
  retry,
  setActive,
  signOut,
  signOutAll,
} from '../../../src/core'
import { watchToken } from '../../../src/core/features/tokens/refresh'
import { start } from '../action'
import { clientOf, isUsable, type Life } from '../life'
import type { PageDeed, Proof } from '../steps'
import { codesTo, signInUnderWay, takeStep } from '../ways/attempt'
import { goWay } from '../ways/page'
import { addressOf, type Person, passwordsOf } from '../ways/people'
import type { World } from '../world'

/** Tells the app in a page to do something. */
export function tell(world: World, life: Life, deed: PageDeed): void {
  const { frontdesk } = life
  const act = <T>(run: () => Promise<T>) => start(world, life, deed.do, run)
  const end = (sessionIds: readonly string[], run: () => Promise<unknown>) => {
    world.signOuts.push({ life, sessionIds, action: act(run) })
    // The app goes on asking.
    if (world.scene.usesTokens) start(world, life, 'get token', () => getToken(frontdesk))
  }
  const signInBy = (step: Parameters<typeof takeStep>[3]) => takeStep(world, life, deed.do, step)
  const own = frontdesk.state.session.sessionId
  const named = 'who' in deed ? sessionOf(world, life, deed.who) : undefined
  switch (deed.do) {
    case 'sign in':
      signInBy(() =>
        createSignIn(frontdesk, {
          identifier: addressOf(deed.who),
          password: passwordsOf(world.fapi, addressOf(deed.who))[0],
        }),
      )
      break
    case 'begin sign-in':
      signInBy(() => createSignIn(frontdesk, { identifier: addressOf(deed.who) }))
      break
    case 'begin sign-in with a code':
      signInBy(() => createSignIn(frontdesk, { identifier: addressOf(deed.who), strategy: 'email_code' }))
      break
    case 'send code': {
      const { id, emailAddressId } = signInUnderWay(life)
      signInBy(() => prepareFirstFactor(frontdesk, { signInId: id, strategy: 'email_code', emailAddressId }))
      break
    }
    case 'prove': {
      const { id, identifier } = signInUnderWay(life)
      const proof = proofOf(world, identifier)[deed.by]
      signInBy(() => attemptFirstFactor(frontdesk, { signInId: id, ...proof }))
      break
    }
    case 'switch':
      if (!named) break
      for (const { switches } of life.page) switches.push(named)
      act(() => setActive(frontdesk, { sessionId: named }))
      break
    case 'sign out':
      if (named) end([named], () => signOut(frontdesk, { sessionId: named }))
      break
    case 'sign out here':
      end(own ? [own] : [], () => signOut(frontdesk))
      break
    case 'sign out all':
    case 'sign out all but keep the client': {
      const all = clientOf(life)?.sessions.map(({ id }) => id) ?? []
      end(all, () => signOutAll(frontdesk, { keepClient: deed.do !== 'sign out all' }))
      break
    }
    case 'get token':
    case 'get new token':
      act(() => getToken(frontdesk, { skipCache: deed.do === 'get new token' }))
      break
    case 'load client':
      act(() => getClient(frontdesk))
      break
    case 'retry':
      act(() => retry(frontdesk))
      break
    case 'watch token':
      if (own) life.unwatch.push(watchToken(frontdesk._internal, { sessionId: own, organizationId: null }))
      break
    default:
      goWay(world, life, deed)
  }
}

/** What its user would enter; of the codes in the mailbox the newest. */
function proofOf(world: World, identifier: string): Record<Proof, FirstFactorAttempt> {
  const { code, 'wrong code': wrongCode } = codesTo(world, identifier)
  return {
    password: { strategy: 'password', password: passwordsOf(world.fapi, identifier)[0] },
    'wrong password': { strategy: 'password', password: 'not-their-password' },
    code: { strategy: 'email_code', code },
    'wrong code': { strategy: 'email_code', code: wrongCode },
    'reset code': { strategy: 'reset_password_email_code', code },
  }
}

const sessionOf = (world: World, life: Life, who: Person) =>
  clientOf(life)?.sessions.find((session) => isUsable(session) && session.user.id === world.userId(who))?.id
