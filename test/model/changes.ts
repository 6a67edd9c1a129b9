import type { TabSession } from '../../src/core'
import type { Life, Shown } from './life'
import type { SignOut, World } from './world'

/** A state that a page showed, and the session that it had shown before. */
export interface Change {
  life: Life
  from: string | undefined
  to: TabSession
  shown: Shown
}

/** What the pages showed since the rules were last checked; what is not known is nothing to show. */
export function newChanges({ lives }: World): Change[] {
  return lives.flatMap((life) => {
    let from = life.inherited
    return life.history.flatMap((shown, index) => {
      const to = shown.state.session
      if (to.sessionId === undefined) return []
      const change = { life, from, to, shown }
      from = to.sessionId ?? undefined
      return index < life.examined ? [] : [change]
    })
  })
}

/** The open pages, and what each shows last. */
export const openLives = ({ slots }: World): Life[] => slots.flatMap(({ life }) => life.page)

/** What became of a sign-out. */
export function outcome({ action }: SignOut): 'pending' | 'refused' | 'confirmed' | 'undelivered' {
  if (action.settledAt === undefined) return 'pending'
  if (action.error) return 'refused'
  return (action.value as { serverConfirmed: boolean }).serverConfirmed ? 'confirmed' : 'undelivered'
}

/** The sign-outs that are done, as far as their pages know, and that were to end a session. */
export const doneSignOuts = ({ fapi, signOuts }: World, sessionId: string): SignOut[] =>
  signOuts.filter((signOut) => {
    if (!/confirmed|undelivered/.test(outcome(signOut))) return false
    // All means those too that were signed in meanwhile; and whose session it is may not be known yet.
    const { name, settledAt } = signOut.action
    const isOfAny = name.startsWith('sign out all') || signOut.sessionIds.length === 0
    const { createdAt } = fapi.sessions.find(({ id }) => id === sessionId) ?? { createdAt: 0 }
    return signOut.sessionIds.includes(sessionId) || (isOfAny && createdAt <= settledAt!)
  })

/** Whether a sign-out is final: the server did it, or has had no say yet. */
export function isFinal(world: World, signOut: SignOut, sessionId: string): boolean {
  if (outcome(signOut) !== 'undelivered') return isReallyOver(world, signOut).has(sessionId)
  // A fault may have answered in the server's place: then its word counts again.
  return !isSettled(world, signOut)
}

/** Whether the Frontend API, or a fault that sounds like it, has answered a sign-out since, or said that there is no client. */
export const isSettled = ({ lives }: World, { action }: SignOut): boolean =>
  lives.some(({ network }) =>
    network.requests.some(
      ({ order, method, path, isForeign, status = 0 }) =>
        order > action.order &&
        !isForeign &&
        (method === 'DELETE' || path.endsWith('/remove')
          ? status >= 200 && status < 500 && status !== 429
          : path === '/client' && (status === 401 || status === 404)),
    ),
  )

const reallyOver = new WeakMap<SignOut, ReadonlySet<string>>()

/** Which of a sign-out's sessions the server has ended, when that was first asked. */
function isReallyOver(world: World, signOut: SignOut): ReadonlySet<string> {
  const known = reallyOver.get(signOut) ?? new Set(signOut.sessionIds.filter((id) => !world.isSignedIn(id)))
  reallyOver.set(signOut, known)
  return known
}

/** Whether the Frontend API itself told this page that there is no client. */
export const wasToldOff = ({ page }: Life): boolean =>
  page.some(({ network }) =>
    network.requests.some(
      ({ method, path, status }) =>
        method === 'GET' && path === '/client' && (status === 401 || status === 404),
    ),
  )

/** Where the browser keeps no client, a page that signs in has it until it asks. */
const hasAsked = ({ page }: Life) =>
  page.some(({ network }) =>
    network.requests.some(({ method, path, status }) => method === 'GET' && path === '/client' && status),
  )

/** Whether a page has reason to part from a session. */
export const mayPart = (world: World, life: Life, sessionId: string): boolean =>
  (!world.isSignedIn(sessionId) && (world.keepsClients || hasAsked(life))) ||
  doneSignOuts(world, sessionId).length > 0 ||
  wasToldOff(life) ||
  life.forged === sessionId
