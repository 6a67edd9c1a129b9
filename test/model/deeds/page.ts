import {
  attemptFirstFactor,
  createSignIn,
  getClient,
  getToken,
  retry,
  type SignIn,
  setActive,
  signOut,
  signOutAll,
} from '../../../src/core'
import { watchToken } from '../../../src/core/features/tokens/refresh'
import { start } from '../action'
import { clientOf, isUsable, type Life } from '../life'
import type { Name } from '../scene'
import type { PageDeed } from '../steps'
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
      // Of several sign-ins in a tab that shows nobody the last one wins.
      if (!own && signIn.createdSessionId)
        for (const { switches } of life.page) switches.push(signIn.createdSessionId)
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
    case 'prove': {
      const { id = '', identifier = '' }: { id?: string; identifier?: unknown } = clientOf(life)?.signIn ?? {}
      const right = String(identifier).replace(/@.*/, '-password')
      const password = deed.by === 'password' ? right : 'not-their-password'
      signInBy(() => attemptFirstFactor(frontdesk, { signInId: id, strategy: 'password', password }))
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

const sessionOf = (world: World, life: Life, who: Name) =>
  clientOf(life)?.sessions.find((session) => isUsable(session) && session.user.id === world.userId(who))?.id
