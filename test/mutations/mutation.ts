/** A guard taken out of the source, and what must notice. */
export interface Mutation {
  /** The rule that it guards, 1 to 12. */
  rule: number
  /** What the library then does wrong. */
  what: string
  /** Below `src`. */
  file: string
  /** What stands in the file, once. */
  find: string
  replace: string
  /**
   * The file of the test that must fail, below `src`, and the test's own name; the rule's number is in its group's. Of the
   * model test it is one sequence, which says itself which rule it breaks.
   */
  caughtBy: readonly [file: string, name: string]
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const isOfModel = ({ caughtBy: [file] }: Mutation) => file.startsWith('../test/model/')

/** Matches the full name of the test that must fail: it names the rule, but for the model's. */
export const namePattern = (mutation: Mutation): RegExp => {
  const { rule, caughtBy } = mutation
  const name = escaped(caughtBy[1])
  return new RegExp(isOfModel(mutation) ? `^${name}$` : `^rule ${rule} · .* ${name}`)
}

/** What that test must fail with. */
export const failureOf = (mutation: Mutation): string =>
  isOfModel(mutation) ? `rule ${mutation.rule}` : 'AssertionError'

/** @throws Error where the text to take out is not there, or more than once: the list is out of date. */
export function mutate({ file, find, replace }: Mutation, source: string): string {
  const times = source.split(find).length - 1
  if (times !== 1) throw new Error(`src/${file} holds ${JSON.stringify(find)} ${times} times, not once.`)
  return source.replace(find, () => replace)
}
