import { checkFault, type FapiFault } from '../fapi/faults'
import { CliError } from './error'

const settings = new Map<string, (value: string) => FapiFault | undefined>([
  ['status', (value) => number(value, 200, 599, (status) => ({ status }))],
  ['times', (value) => number(value, 1, 1e9, (times) => ({ times }))],
  ['delay', (value) => number(value, 0, 1e9, (delay) => ({ delay }))],
  ['retry-after', (value) => number(value, 0, 1e9, (retryAfter) => ({ retryAfter }))],
  ['location', (location) => ({ headers: { location } })],
  ['body', (body) => ({ body })],
])
const known = `cut, ${[...settings.keys()].map((name) => `${name}=…`).join(', ')}`

/** Reads the value of `--fault`, e.g. `POST /v1/client/sign_ins status=500 times=2`. @throws CliError */
export function parseFault(text: string): FapiFault {
  const fail = (reason: string) => new CliError(`--fault: "${text}": ${reason}`)
  const words = text.split(/\s+/).filter(Boolean)
  const where: FapiFault = {}
  if (/^[A-Z]+$/.test(words[0] ?? '')) where.method = words.shift()
  if (words[0]?.startsWith('/')) where.path = words.shift()
  const { times, ...effects } = Object.assign({}, ...words.map((word) => readWord(word, fail))) as FapiFault
  if (Object.keys(effects).length === 0)
    throw fail('it says nothing to do, such as status=500, delay=300 or cut')
  const fault = { ...where, ...(times && { times }), ...(effects.headers && { status: 307 }), ...effects }
  try {
    checkFault(fault)
  } catch (error) {
    throw fail((error as Error).message)
  }
  return fault
}

function readWord(word: string, fail: (reason: string) => CliError): FapiFault {
  if (word === 'cut') return { cut: true }
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(word) ?? []
  const setting = settings.get(name)
  if (!setting) throw fail(`"${word}" is none of ${known}, after a METHOD and a /path`)
  const fault = setting(value)
  if (!fault) throw fail(`${name} cannot be "${value}"`)
  return fault
}

function number(
  text: string,
  min: number,
  max: number,
  setting: (value: number) => FapiFault,
): FapiFault | undefined {
  const value = Number(text)
  return /^\d+$/.test(text) && value >= min && value <= max ? setting(value) : undefined
}
