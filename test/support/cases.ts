/**
 * Cases of one thing, of which each run of `npm test` takes those that differ most. `npm run test:all` takes the `rest`,
 * too, in steps of their own.
 */
export function cases<Case>(most: readonly Case[], rest: readonly Case[]): readonly Case[] {
  return process.env.CASES === 'rest' ? rest : most
}
