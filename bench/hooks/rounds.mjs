import { measures } from './measures.mjs'

/**
 * What was measured, round by round: by the row's id, then by the app's.
 * @typedef {Map<string, Map<string, number[]>>} Results
 */

/**
 * Takes every measure of every app in turns; each round another app goes first. One round goes before them, to warm up.
 * @param {import('./stage.mjs').App[]} apps
 * @param {number} rounds
 */
export async function measureInRounds(apps, rounds) {
  /** @type {Results} */
  const results = new Map()
  for (let round = 0; round <= rounds; round++) {
    const name = round === 0 ? 'warming up' : `round ${round} of ${rounds}`
    const first = round % apps.length
    const order = [...apps.slice(first), ...apps.slice(0, first)]
    for (const { title, sample } of measures) {
      process.stderr.write(`${name}: ${title}\n`)
      for (const app of order) {
        const values = await sample(app)
        if (round > 0) note(results, app.id, values)
      }
    }
  }
  return results
}

/** @type {(results: Results, app: string, values: Record<string, number>) => void} */
function note(results, app, values) {
  for (const [row, value] of Object.entries(values)) {
    const ofRow = results.get(row) ?? new Map()
    results.set(row, ofRow.set(app, [...(ofRow.get(app) ?? []), value]))
  }
}
