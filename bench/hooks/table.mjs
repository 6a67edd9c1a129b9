import { median } from './median.mjs'

/**
 * What a figure of Frontdesk may be at most: so many times another app's, or so many units.
 * @typedef {{ times: number, of: string } | { units: number }} Limit
 */

/** @type {{ id: string, title: string, limit?: Limit, over?: string }[]} */
const rows = [
  {
    id: 'mount',
    title: "mount 1,000 components that show the user's name, ms",
    limit: { times: 1, of: 'clerk' },
  },
  { id: 'remount', title: 'mount them again, warm, ms', limit: { times: 1, of: 'clerk' } },
  {
    id: 'signOut',
    title: 'sign-out: from the answer until all 1,000 show it, ms',
    limit: { times: 1, of: 'clerk' },
  },
  // clerk-js has them all render as not loaded before it asks: what it does after the answer is half of it.
  { id: 'signOutCall', title: 'the same, from the call on, ms' },
  {
    id: 'name40',
    title: 'name on screen, 40 ms RTT, 1.6 Mbps, 4× CPU, ms',
    limit: { times: 1.15, of: 'floor' },
  },
  {
    id: 'name150',
    title: 'name on screen, 150 ms RTT, 1.6 Mbps, 4× CPU, ms',
    limit: { times: 1.06, of: 'floor' },
  },
  { id: 'heap', title: 'heap over bare React, MB', limit: { units: 0.4 }, over: 'bare' },
]

/**
 * The medians as rows of a Markdown table, and before them what they are the medians of.
 * @param {import('./rounds.mjs').Results} results
 * @param {import('./stage.mjs').App[]} apps
 */
export function formatTables(results, apps) {
  const spread = rows.map(({ title, ...row }) => [
    title,
    ...apps.map(({ id }) => formatSpread(valuesOf(results, row, id))),
  ])
  const medians = rows.map(({ title, limit, ...row }) => {
    const ofApp = (/** @type {string} */ id) => median(valuesOf(results, row, id))
    const own = ofApp('frontdesk')
    const most = highest(limit, ofApp)
    return [
      title,
      ...apps.map(({ id }) => format(ofApp(id))),
      format(most) + (own > most ? ' ✗' : ''),
      formatRatio(own / ofApp('floor')),
      formatRatio(own / ofApp('clerk')),
    ]
  })
  const titles = apps.map(({ title }) => title)
  return {
    spread: markdown(['lowest to highest', ...titles], spread),
    medians: markdown(['', ...titles, 'at most', 'of the floor', "of Clerk's"], medians),
  }
}

/** @type {(limit: Limit | undefined, ofApp: (id: string) => number) => number} */
function highest(limit, ofApp) {
  if (limit === undefined) return Number.NaN
  return 'units' in limit ? limit.units : limit.times * ofApp(limit.of)
}

/** @type {(results: import('./rounds.mjs').Results, row: { id: string, over?: string }, app: string) => number[]} */
function valuesOf(results, { id, over }, app) {
  const values = results.get(id)?.get(app) ?? []
  if (over === undefined) return values
  const base = results.get(id)?.get(over) ?? []
  return values.map((value, round) => value - (base[round] ?? Number.NaN))
}

/** @param {number} value */
function format(value) {
  if (Number.isNaN(value)) return '–'
  return value.toLocaleString('en', { maximumFractionDigits: value < 2 ? 2 : value < 100 ? 1 : 0 })
}

/** @param {number} value */
function formatRatio(value) {
  return Number.isFinite(value) ? value.toFixed(2) : '–'
}

/** @param {readonly number[]} values */
function formatSpread(values) {
  return values.length === 0 ? '–' : `${format(Math.min(...values))} to ${format(Math.max(...values))}`
}

/** @type {(head: string[], lines: string[][]) => string} */
function markdown(head, lines) {
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'))
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
