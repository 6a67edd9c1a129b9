import { isAttemptStep } from '../action'
import type { World } from '../world'
import { hold } from './broken'

/** A sign-in in steps makes one session, is sent once, and no late answer of an older one takes its place. */
export function rule5AttemptsAreOne(world: World): void {
  const { actions, attempts, lives } = world
  const created = attempts.flatMap(({ createdSessionId }) => createdSessionId ?? [])
  hold(5, new Set(created).size === created.length, () => `two sign-ins made one session: ${created}`)

  for (const { name, page } of lives) {
    const told = actions
      .filter(({ life }) => page.includes(life))
      .reduce((sum, action) => sum + mostSteps(action.name), 0)
    const requests = page.flatMap(({ network }) => network.requests)
    const sent = requests.filter(({ path }) => /^\/client\/sign_(ins|ups)/.test(path)).length
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

/** How many steps an action takes at most. Who comes back may be moved from a sign-in to a sign-up, and tries twice. */
const mostSteps = (name: string) =>
  name === 'come back' ? 2 : Number(isAttemptStep(name) || name.startsWith('leave to'))
