import fc from 'fast-check'
import type { Deed, Step } from '../steps'
import type { ProviderAnswer, Where } from './deeds'
import { people } from './people'

const tab = fc.integer({ min: 1, max: 6 })
const who = fc.constantFrom(...people)
const user = fc.constantFrom(...people.filter((name) => name !== 'nina'))
const how = fc.constantFrom<ProviderAnswer>('yes', 'yes', 'yes', 'yes', 'unverified', 'refuse', 'fail')
const where = fc.constantFrom<Where>('here', 'new tab')
const anywhere = fc.constantFrom<Where>('here', 'new tab', 'elsewhere')
const pause = fc.constantFrom(200, 200, 200, 0, 10, 1000, 5000)

/** What is done in tabs, one after another. */
const inTurn = (...deeds: readonly (Deed & { ms?: number })[]): Step[] =>
  deeds.map((deed) => ({ ms: 200, ...deed }))

/** What may come in between. */
const between = (step: fc.Arbitrary<Step>) =>
  fc.array(
    fc.oneof(
      { weight: 3, arbitrary: step },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom('duplicate' as const, 'reload' as const, 'sign out all' as const), tab)
          .map(([what, tab]): Step => ({ do: what, tab, ms: 200 })),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(tab, user).map(([tab, who]): Step => ({ do: 'switch', tab, who, ms: 200 })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tab, fc.constantFrom('lose answer' as const, 'hold answer' as const))
          .map(([tab, what]): Step => ({ do: what, tab, at: 'anything', ms: 0 })),
      },
    ),
    { maxLength: 2 },
  )

/** Through a provider, and back: once, or again by a reload or in a second tab. */
const throughProvider = (step: fc.Arbitrary<Step>) =>
  fc
    .tuple(
      tab,
      fc.constantFrom('leave to sign in' as const, 'leave to sign up' as const),
      between(step),
      fc.tuple(who, how, pause),
      fc.array(
        fc.oneof(
          tab.map((tab): Step => ({ do: 'reload', tab, ms: 200 })),
          fc.tuple(tab, user).map(([tab, who]): Step => ({ do: 'switch', tab, who, ms: 200 })),
          tab.map((tab): Step => ({ do: 'duplicate', tab, ms: 200 })),
          fc
            .tuple(tab, where, who, fc.constantFrom('provider' as const, 'link' as const))
            .map(([tab, where, who, as]): Step => ({ do: 'come by', tab, where, who, as, ms: 200 })),
        ),
        { maxLength: 3 },
      ),
      fc.constantFrom('answer provider' as const, 'answer provider' as const, 'go back' as const),
    )
    .map(([tab, leave, meanwhile, [name, answer, ms], after, then]): Step[] => [
      { do: leave, tab, ms: 200 },
      ...meanwhile,
      ...(then === 'go back'
        ? inTurn({ do: 'go back', tab: 1 })
        : inTurn({ do: 'answer provider', tab: 1, who: name, how: answer, ms })),
      ...after,
    ])

/** By a link that is followed here, in another tab or in another browser, while the first tab asks. */
const byLink = (step: fc.Arbitrary<Step>) =>
  fc
    .tuple(tab, user, between(step), anywhere, fc.constantFrom('look' as const, 'reload' as const), tab)
    .map(([tab, who, meanwhile, where, then, other]): Step[] => [
      { do: 'begin sign-in with a link', tab, who, ms: 200 },
      ...meanwhile,
      ...inTurn({ do: 'follow link', tab: other, where }, { do: then, tab }),
    ])

const byTicket = fc
  .tuple(
    tab,
    where,
    who,
    fc.constantFrom('token' as const, 'token' as const, 'invitation' as const),
    where,
    tab,
  )
  .map(([tab, where, who, kind, again, other]): Step[] =>
    inTurn(
      { do: 'open ticket', tab, where, who, kind },
      { do: 'open ticket', tab: other, where: again, who, kind: 'last' },
    ),
  )

const forgotten = (step: fc.Arbitrary<Step>) =>
  fc
    .tuple(tab, user, between(step), tab, fc.boolean())
    .map(([tab, who, meanwhile, other, others]): Step[] => [
      { do: 'begin reset', tab, who, ms: 200 },
      ...meanwhile,
      ...inTurn({ do: 'prove', tab: other, by: 'reset code' }, { do: 'set password', tab, others }),
    ])

const twoFactors = (step: fc.Arbitrary<Step>) =>
  fc
    .tuple(tab, between(step), tab, fc.constantFrom('code' as const, 'code' as const, 'wrong code' as const))
    .map(([tab, meanwhile, other, by]): Step[] => [
      { do: 'sign in', tab, who: 'dora', ms: 200 },
      { do: 'send second code', tab, ms: 200 },
      ...meanwhile,
      ...inTurn({ do: 'prove again', tab: other, by }),
    ])

const newcomer = (step: fc.Arbitrary<Step>) =>
  fc
    .tuple(tab, fc.constantFrom('nina' as const, 'nina' as const, 'bob' as const), between(step), tab)
    .map(([tab, who, meanwhile, other]): Step[] => [
      { do: 'begin sign-up', tab, who, ms: 200 },
      ...meanwhile,
      ...inTurn({ do: 'verify sign-up', tab: other, by: 'code' }),
    ])

const task = fc
  .tuple(tab, fc.constantFrom('sign in' as const, 'switch' as const), pause)
  .map(([tab, how, ms]): Step[] => inTurn({ do: how, tab, who: 'carol', ms }, { do: 'do task', tab }))

const stepUp = fc
  .tuple(tab, fc.constantFrom('password' as const, 'wrong password' as const), pause)
  .map(([tab, by, ms]): Step[] => [{ do: 'step up', tab, by, ms }])

/** Whole ways in, with something in between. */
export const ways = (step: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> =>
  fc.oneof(
    { weight: 6, arbitrary: throughProvider(step) },
    { weight: 2, arbitrary: byLink(step) },
    { weight: 2, arbitrary: byTicket },
    { weight: 2, arbitrary: forgotten(step) },
    { weight: 1, arbitrary: twoFactors(step) },
    { weight: 2, arbitrary: newcomer(step) },
    { weight: 1, arbitrary: task },
    { weight: 1, arbitrary: stepUp },
  )
