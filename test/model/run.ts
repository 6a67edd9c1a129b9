import { openLives } from './changes'
import { perform } from './deeds/perform'
import { rule5AttemptsAreOne } from './rules/attempts'
import { rule2OnlyAuthoritativeSignsOut } from './rules/authoritative'
import { rule8Bounded } from './rules/bounded'
import { rule5ComesBack } from './rules/comesBack'
import { rule1Converges } from './rules/converges'
import { rule10ErrorsSpeak } from './rules/errors'
import { rule4NoLeak } from './rules/identities'
import { rule5ForgeriesPass, rule5KeepsSession } from './rules/keepsSession'
import { rule11NothingIsLeft, rule11NothingPilesUp } from './rules/nothingLeft'
import { rule1OneClient } from './rules/oneClient'
import { rule6NothingRendersForNothing } from './rules/renders'
import { rule9SecretsStayInMemory } from './rules/secrets'
import { rule3HoldsForClosedPages, rule3SignOutIsFinal } from './rules/signOutIsFinal'
import { rule7TokensAreCheap } from './rules/tokens'
import { rule12TwoOfEverything } from './rules/twoOfEverything'
import type { Scene } from './scene'
import type { Step } from './steps'
import { createWorld, type World } from './world'

const rules = [
  rule1OneClient,
  rule2OnlyAuthoritativeSignsOut,
  rule3SignOutIsFinal,
  rule4NoLeak,
  rule5KeepsSession,
  rule5AttemptsAreOne,
  rule5ComesBack,
  rule6NothingRendersForNothing,
  rule7TokensAreCheap,
  rule8Bounded,
  rule9SecretsStayInMemory,
  rule10ErrorsSpeak,
  rule11NothingPilesUp,
  rule12TwoOfEverything,
]

/** Plays the steps in a new world, and checks all rules after each and at the end. @throws RuleBroken */
export async function play(scene: Scene, steps: readonly Step[]): Promise<void> {
  const world = await createWorld(scene)
  const onEscape = (error: unknown) => world.escaped.push(error)
  process.on('unhandledRejection', onEscape)
  try {
    for (const step of steps) {
      await perform(world, step)
      // In the midst of a tick nothing is settled yet, and no rule speaks of it.
      if (step.ms > 0) check(world)
    }
    await heal(world)
    check(world)
    await rule1Converges(world)
    check(world)
    rule3HoldsForClosedPages(world)
    rule5ForgeriesPass(world)
    await rule11NothingIsLeft(world)
  } finally {
    process.off('unhandledRejection', onEscape)
    world.end()
  }
}

function check(world: World) {
  for (const rule of rules) rule(world)
  for (const life of world.lives) {
    life.examined = life.history.length
    life.examinedKnown = life.known.length
  }
  for (const action of world.actions) action.isExamined = action.settledAt !== undefined
}

/** The longest that anything waits for: a lock that is stuck, then a request. */
const patience = 75_000

/** All troubles end: the network works, every tab is in sight. */
async function heal(world: World) {
  for (const endFault of world.faults) endFault()
  for (const life of openLives(world)) life.network.heal()
  // What was held back on the way comes first: it is of before.
  await world.time.advance(10)
  for (const { life } of world.slots) {
    life.tab.goOnline()
    for (const root of life.page) {
      root.calmSince = undefined
      root.stimuli += 2
    }
    life.tab.focus()
  }
  await world.time.advance(patience)
  if (world.scene.channel) return
  // Nobody tells these tabs what was done last: they see it when they are looked at.
  for (const { life } of world.slots) life.tab.focus()
  await world.time.advance(5000)
}
