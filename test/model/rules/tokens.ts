import { claimsOf } from '../jwt'
import type { World } from '../world'
import { hold } from './broken'

/** `iat` counts whole seconds, and the server's clock is known to about one. */
const tolerance = 1100

/** Tokens are cheap, and good for at least 5 s when they are handed out. */
export function rule7TokensAreCheap(world: World): void {
  for (const { name, value, life, settledAt, isExamined } of world.actions) {
    if (isExamined || !/token/.test(name) || typeof value !== 'string' || life.isClockMoved) continue
    const left = claimsOf(value).exp * 1000 - settledAt!
    hold(7, left >= 5000 - tolerance, () => `${life.name} handed out a token with ${left} ms left`)
  }
  const minted = world.lives
    .flatMap(({ network }) => network.requests)
    .filter(({ path, status }) => path.endsWith('/tokens') && status === 200).length
  const wanted = world.actions.filter(({ name }) => /get new token|step up/.test(name)).length
  const sessions =
    new Set(world.lives.flatMap(({ known }) => known.flatMap(({ sessionIds }) => sessionIds))).size + 1
  const most = wanted + world.lives.length * sessions * (1 + world.elapsed() / 40_000)
  hold(7, minted <= most, () => `${minted} tokens were minted, not ${most}`)
}
