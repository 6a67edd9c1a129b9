import { parseArgs } from 'node:util'
import { contenders } from './contenders.mjs'

/** Reads the command line: `--rounds 15`, `--only frontdesk,floor`. */
export function readArgs() {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '9' }, only: { type: 'string' } },
  })
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds wants a whole number from 1 up.')
  const ids = values.only?.split(',') ?? contenders.map(({ id }) => id)
  const chosen = contenders.filter(({ id }) => ids.includes(id))
  const unknown = ids.filter((id) => !contenders.some((one) => one.id === id))
  if (unknown.length > 0)
    throw new Error(`--only knows ${contenders.map(({ id }) => id).join(', ')}, not ${unknown.join(', ')}.`)
  return { rounds, chosen }
}
