/** A rule of "What must always hold" does not. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken'
  readonly rule: number

  constructor(rule: number, what: string) {
    super(`rule ${rule}: ${what}`)
    this.rule = rule
  }
}

/** @throws RuleBroken unless `holds`. */
export function hold(rule: number, holds: boolean, what: () => string): asserts holds {
  if (!holds) throw new RuleBroken(rule, what())
}
