import {
  attemptFirstFactor,
  createSignIn,
  type FirstFactorAttempt,
  getClient,
  getToken,
  prepareFirstFactor,
  retry,
  type SignIn,
  setActive,
  signOut,
  signOutAll,
} from '../../../src/core'
import { watchToken } from '../../../src/core/features/tokens/refresh'
import { signIns } from '../../../src/core/wire/resources/signIn'
import { start } from '../action'
import { clientOf, isUsable, type Life } from '../life'
import type { Name } from '../scene'
import type { PageDeed, Proof } from '../steps'
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
  const signInBy = (step: () => Promise<SignIn>) =>
    act(async () => {
      const signIn = await step()
      // Of several sign-ins and clicks the last one wins.
      const created = signIn.createdSessionId
      for (const { switches } of life.page) if (created && !switches.includes(created)) switches.push(created)
      return signIn
    })
  const own = frontdesk.state.session.sessionId
  const named = 'who' in deed ? sessionOf(world, life, deed.who) : undefined
  switch (deed.do) {
    case 'sign in':
      signInBy(() =>
        createSignIn(frontdesk, { identifier: `${deed.who}@example.com`, password: `${deed.who}-password` }),
      )
      break
    case 'begin sign-in':
      signInBy(() => createSignIn(frontdesk, { identifier: `${deed.who}@example.com` }))
      break
    case 'begin sign-in with a code':
      signInBy(() =>
        createSignIn(frontdesk, { identifier: `${deed.who}@example.com`, strategy: 'email_code' }),
      )
      break
    case 'send code': {
      const { id, emailAddressId } = underWay(life)
      signInBy(() => prepareFirstFactor(frontdesk, { signInId: id, strategy: 'email_code', emailAddressId }))
      break
    }
    case 'prove': {
      const { id, identifier } = underWay(life)
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
  }
}

/** The sign-in under way on a page's client, as far as it knows. */
function underWay(life: Life) {
  const rider = clientOf(life)?.signIn
  const signIn = rider && signIns.read(rider, '')
  const factors = signIn?.supportedFirstFactors ?? []
  const { emailAddressId } = factors.find((factor) => factor.strategy === 'email_code') ?? {}
  return {
    id: signIn?.id ?? null,
    identifier: signIn?.identifier ?? '',
    emailAddressId: String(emailAddressId),
  }
}

/** What its user would enter; of the codes in the mailbox the newest. */
function proofOf({ fapi }: World, identifier: string): Record<Proof, FirstFactorAttempt> {
  const code = fapi.emails.filter({ to: identifier }).at(-1)?.code ?? '000000'
  const wrongCode = code === '111111' ? '222222' : '111111'
  return {
    password: { strategy: 'password', password: identifier.replace(/@.*/, '-password') },
    'wrong password': { strategy: 'password', password: 'not-their-password' },
    code: { strategy: 'email_code', code },
    'wrong code': { strategy: 'email_code', code: wrongCode },
  }
}

const sessionOf = (world: World, life: Life, who: Name) =>
  clientOf(life)?.sessions.find((session) => isUsable(session) && session.user.id === world.userId(who))?.id
