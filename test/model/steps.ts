import fc from 'fast-check'
import { type Name, names } from './scene'
import type { TravelDeed, WayDeed } from './ways/deeds'
import type { Person } from './ways/people'
import { ways } from './ways/steps'

/** Where requests can go wrong. */
export const endpoints = {
  anything: /./,
  client: /^\/v1\/client$/,
  'client GET': /^\/v1\/client$/,
  tokens: /\/tokens$/,
  touch: /\/touch$/,
  remove: /\/remove$/,
  sessions: /^\/v1\/client\/sessions$/,
  'sign in': /\/sign_ins$/,
  'sign up': /\/sign_ups/,
  proof: /\/attempt_first_factor$/,
  code: /\/prepare_first_factor$/,
  'dev browser': /\/dev_browser$/,
} as const
export type Endpoint = keyof typeof endpoints

/** How requests can go wrong. */
export const mishaps = [
  401,
  404,
  403,
  422,
  429,
  500,
  503,
  'html',
  'portal',
  'garbage',
  'slow',
  'cut',
] as const
export type Mishap = (typeof mishaps)[number]

/** How somebody proves who they are. */
const proofs = ['password', 'wrong password', 'code', 'wrong code'] as const
export type Proof = (typeof proofs)[number] | 'reset code'

/** What a root of a page is told to do; `tab` counts from 1, around the roots that there are. */
export type PageDeed =
  | { do: 'sign in' | 'switch' | 'sign out'; tab: number; who: Person }
  /** The first of two steps: says who, and gets the ways to prove it. */
  | { do: 'begin sign-in' | 'begin sign-in with a code'; tab: number; who: Person }
  /** Has a code sent, of the sign-in that is under way on the client, whichever tab began it. */
  | { do: 'send code'; tab: number }
  /** The second step, of the sign-in that is under way on the client, whichever tab began it. */
  | { do: 'prove'; tab: number; by: Proof }
  | { do: 'sign out here' | 'sign out all' | 'sign out all but keep the client'; tab: number }
  | { do: 'get token' | 'get new token' | 'watch token' | 'load client' | 'retry'; tab: number }
  | WayDeed

/** What happens to a tab; `tab` counts from 1, around those that are open. */
export type TabDeed =
  | { do: 'duplicate' | 'close' | 'reload' | 'remount'; tab: number }
  /** Another root comes to the page, with a handle and a QueryClient of its own. */
  | { do: 'add root'; tab: number }
  /** Its persister writes the cache to the storage that all tabs share; or restores what is there, late. */
  | { do: 'persist' | 'restore'; tab: number }
  /** Its user signs in on a hosted page, and is sent back. */
  | { do: 'choose'; tab: number; who: Name }
  | { do: 'hide' | 'show' | 'focus' | 'go offline' | 'go online'; tab: number }
  | { do: 'lose answer' | 'hold answer'; tab: number; at: Endpoint }
  /** Something on the channel passes another session's token off as that of this tab, or says that its session is over. */
  | { do: 'forge token' | 'forge end'; tab: number }
  /** Signs all out, and is gone before anything was sent. */
  | { do: 'leave signed out'; tab: number }

/** What happens to the machine, or at the server. */
export type WorldDeed =
  | { do: 'open' | 'unplug' | 'plug in' | 'wait' }
  | { do: 'sleep' | 'move clock'; minutes: number }
  | { do: 'revoke' | 'expire' | 'ban'; who: Name }
  | { do: 'fault'; at: Endpoint; how: Mishap; times: number }

export type Deed = PageDeed | TabDeed | TravelDeed | WorldDeed

/** What happens, and how many milliseconds pass until the next: with 0 not even a microtask. */
export type Step = Deed & { ms: number }

const tab = fc.integer({ min: 1, max: 6 })
const who = fc.constantFrom(...names)
const at = fc.constantFrom(...(Object.keys(endpoints) as Endpoint[]))
const by = fc.constantFrom<Proof>(...proofs, 'password', 'code')
const minutes = fc.constantFrom(1, 5, -5, 20)

const doing = <const Do extends string, More>(verbs: readonly Do[], more: fc.Arbitrary<More>) =>
  fc.tuple(fc.constantFrom(...verbs), more).map(([verb, rest]) => ({ do: verb, ...rest }))

const inTab = fc.record({ tab })
const nothingMore = fc.constant({})

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: doing(['sign in', 'sign in', 'switch', 'switch', 'sign out'], fc.record({ tab, who })),
  },
  { weight: 2, arbitrary: doing(['begin sign-in', 'begin sign-in with a code'], fc.record({ tab, who })) },
  { weight: 1, arbitrary: doing(['send code'], inTab) },
  { weight: 3, arbitrary: doing(['prove'], fc.record({ tab, by })) },
  {
    weight: 3,
    arbitrary: doing(
      ['sign out here', 'sign out all', 'sign out all', 'sign out all but keep the client'],
      inTab,
    ),
  },
  {
    weight: 4,
    arbitrary: doing(
      ['get token', 'get token', 'get new token', 'watch token', 'load client', 'retry'],
      inTab,
    ),
  },
  { weight: 1, arbitrary: doing(['open'], nothingMore) },
  { weight: 4, arbitrary: doing(['duplicate', 'close', 'reload', 'reload', 'remount'], inTab) },
  { weight: 2, arbitrary: doing(['add root'], inTab) },
  { weight: 2, arbitrary: doing(['persist', 'persist', 'restore'], inTab) },
  { weight: 1, arbitrary: doing(['choose'], fc.record({ tab, who })) },
  { weight: 5, arbitrary: doing(['hide', 'show', 'focus', 'focus', 'go offline', 'go online'], inTab) },
  { weight: 2, arbitrary: doing(['unplug', 'plug in', 'plug in'], nothingMore) },
  { weight: 1, arbitrary: doing(['sleep'], fc.record({ minutes: fc.constantFrom(1, 20, 60) })) },
  { weight: 1, arbitrary: doing(['move clock'], fc.record({ minutes })) },
  { weight: 2, arbitrary: doing(['revoke', 'revoke', 'expire', 'ban'], fc.record({ who })) },
  {
    weight: 5,
    arbitrary: doing(
      ['fault'],
      fc.record({ at, how: fc.constantFrom(...mishaps), times: fc.constantFrom(1, 1, 2, 5, 50) }),
    ),
  },
  { weight: 3, arbitrary: doing(['lose answer', 'hold answer', 'hold answer'], fc.record({ tab, at })) },
  { weight: 1, arbitrary: doing(['forge token', 'forge end'], inTab) },
  { weight: 1, arbitrary: doing(['leave signed out'], inTab) },
  { weight: 2, arbitrary: doing(['wait'], nothingMore) },
)

const pause = fc.constantFrom(200, 200, 0, 0, 1, 10, 60, 1000, 5000, 20_000, 70_000)
const step: fc.Arbitrary<Step> = fc.tuple(deed, pause).map(([done, ms]) => ({ ...done, ms }))

/** What meets the trouble that there is at an endpoint. */
const meeting = fc.constantFrom<[Endpoint, Deed['do']]>(
  ['client GET', 'load client'],
  ['client GET', 'reload'],
  ['client', 'sign out all'],
  ['sessions', 'sign out all but keep the client'],
  ['remove', 'sign out here'],
  ['tokens', 'get new token'],
  ['touch', 'switch'],
  ['sign in', 'sign in'],
  ['sign in', 'begin sign-in'],
)

/** Something goes wrong where it hurts, and the next thing happens meanwhile. */
const trouble: fc.Arbitrary<Step[]> = fc
  .tuple(meeting, tab, who, fc.constantFrom(...mishaps, 'lose answer', 'hold answer', 'hold answer'), step)
  .map(([[where, met], page, name, how, next]) => {
    const isOnTheWay = how === 'lose answer' || how === 'hold answer'
    const cause: Deed = isOnTheWay
      ? { do: how, tab: page, at: where }
      : { do: 'fault', at: where, how: how as Mishap, times: 1 }
    const effect = { do: met, tab: page, who: name } as Deed
    return [{ ...cause, ms: 0 }, { ...effect, ms: 200 }, next]
  })

/** A sign-in in two steps, which may go on in another tab, and what comes between. */
const attempt: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.tuple(
      tab,
      who,
      fc.constantFrom(['begin sign-in', 'password'] as const, ['begin sign-in with a code', 'code'] as const),
    ),
    fc.constantFrom(200, 0, 10),
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: step },
        { weight: 1, arbitrary: fc.constant<Step>({ do: 'sleep', minutes: 24 * 60 + 1, ms: 200 }) },
        {
          weight: 2,
          arbitrary: fc
            .tuple(tab, fc.constantFrom('wrong password' as const, 'wrong code' as const))
            .map(([tab, by]): Step => ({ do: 'prove', tab, by, ms: 200 })),
        },
        { weight: 1, arbitrary: tab.map((tab): Step => ({ do: 'send code', tab, ms: 200 })) },
        { weight: 2, arbitrary: tab.map((tab): Step => ({ do: 'hold answer', tab, at: 'proof', ms: 0 })) },
        { weight: 1, arbitrary: tab.map((tab): Step => ({ do: 'lose answer', tab, at: 'proof', ms: 0 })) },
        {
          weight: 2,
          arbitrary: fc
            .tuple(tab, who)
            .map(([tab, who]): Step => ({ do: 'begin sign-in', tab, who, ms: 200 })),
        },
      ),
      { maxLength: 2 },
    ),
    tab,
    pause,
  )
  .map(([[page, name, [begin, by]], first, between, next, last]) => [
    { do: begin, tab: page, who: name, ms: first },
    ...between,
    { do: 'prove', tab: next, by, ms: last },
  ])

/** What was persisted for one is restored for another. */
const restoration: fc.Arbitrary<Step[]> = fc
  .tuple(tab, who, who, fc.constantFrom('restore' as const, 'reload' as const), tab)
  .map(([page, one, other, how, next]) => [
    { do: 'switch', tab: page, who: one, ms: 200 },
    { do: 'persist', tab: page, ms: 0 },
    { do: 'switch', tab: page, who: other, ms: 200 },
    { do: how, tab: next, ms: 200 } as Step,
  ])

/** One account's token is passed off as the other's. */
const forgery: fc.Arbitrary<Step[]> = fc.tuple(tab, who, who).map(([page, one, other]) => [
  { do: 'switch', tab: page, who: one, ms: 200 },
  { do: 'get new token', tab: page, ms: 2000 },
  { do: 'switch', tab: page, who: other, ms: 200 },
  { do: 'forge token', tab: page, ms: 10 },
  { do: 'get token', tab: page, ms: 200 },
])

/** Several clicks in a row, whose answers come in another order. */
const clicks: fc.Arbitrary<Step[]> = fc
  .tuple(
    tab,
    fc.array(who, { minLength: 2, maxLength: 3 }),
    fc.constantFrom<Deed['do']>('hold answer', 'wait'),
  )
  .map(([page, people, first]) => [
    { do: first, tab: page, at: 'touch', ms: 0 } as Step,
    ...people.map((one): Step => ({ do: 'switch', tab: page, who: one, ms: 0 })),
    { do: 'wait', ms: 20_000 },
  ])

/** @param weight - how often whole ways in are gone, beside 19 parts of all else. */
export const steps = (maxLength: number, weight = 1): fc.Arbitrary<Step[]> =>
  fc
    .array(
      fc.oneof(
        { weight: 12, arbitrary: step.map((one) => [one]) },
        { weight: 2, arbitrary: trouble },
        { weight: 1, arbitrary: forgery },
        { weight: 1, arbitrary: clicks },
        { weight: 1, arbitrary: restoration },
        { weight: 2, arbitrary: attempt },
        { weight, arbitrary: ways(step) },
      ),
      {
        maxLength,
        size: 'max',
      },
    )
    .map((parts) => parts.flat())
