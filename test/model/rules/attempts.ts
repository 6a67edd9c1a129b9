import type { World } from '../world'
import { hold } from './broken'

/** A sign-in in steps makes one session, is sent once, and no late answer of an older one takes its place. */
export function rule5AttemptsAreOne(world: World): void {
  const { actions, attempts, lives } = world
  const created = attempts.flatMap(({ createdSessionId }) => createdSessionId ?? [])
  hold(5, new Set(created).size === created.length, () => `two sign-ins made one session: ${created}`)

  for (const { name, page } of lives) {
    const told = actions.filter(({ name, life }) => isSignInStep(name) && page.includes(life)).length
    const requests = page.flatMap(({ network }) => network.requests)
    const sent = requests.filter(({ path }) => path.startsWith('/client/sign_ins')).length
    const renewed = requests.filter(({ path }) => path === '/dev_browser').length
    hold(8, sent <= told + renewed, () => `the page of ${name} sent ${sent} steps and was told ${told}`)
  }

  const order = (id: string) => attempts.findIndex((attempt) => attempt.id === id)
  for (const life of lives) {
    // Of one whose page left before it was answered nobody knows when it began.
    const known = life.attempts.filter((id) => order(id) >= 0)
    const late = known.find((id, index) => index > 0 && order(id) < order(known[index - 1]!))
    hold(5, late === undefined, () => `${life.name} went back to ${late}, an older sign-in than it had`)
  }
}

/** Whether an action is a step of a sign-in. */
export const isSignInStep = (name: string) => /^(sign in|begin sign-in|send code|prove)/.test(name)
