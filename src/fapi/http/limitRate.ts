import type { Box } from '../box'
import type { FapiContext } from './env'
import { FapiError } from './errors'

/** How many requests of a kind a caller may make in how many milliseconds. */
const rules = [
  { kind: 'begin', path: /\/sign_(in|up)s$/, times: 5, within: 10_000 },
  { kind: 'attempt', path: /\/attempt_\w+$/, times: 3, within: 10_000 },
] as const

/** How many callers are remembered. */
const limit = 10_000

const memories = new WeakMap<Box, Map<string, number[]>>()

/** Refuses with 429 what comes too often. Who has no client yet counts as one with all the others: nobody could tell them apart. */
export function limitRate(c: FapiContext): void {
  const rule = c.req.method === 'POST' && rules.find(({ path }) => path.test(c.req.path))
  if (!rule) return
  const box = c.get('box')
  const { holder, token } = c.get('caller')
  const memory = memories.get(box) ?? new Map<string, number[]>()
  memories.set(box, memory)
  const key = `${rule.kind} ${holder.clientId ?? token ?? ''}`
  const now = box.clock.now()
  const recent = (memory.get(key) ?? []).filter((time) => time > now - rule.within && time <= now)
  memory.delete(key)
  memory.set(key, recent)
  if (memory.size > limit) memory.delete(memory.keys().next().value!)
  if (recent.length >= rule.times) {
    const seconds = Math.ceil((recent[0]! + rule.within - now) / 1000)
    throw tooMany('too_many_requests', 'Too many requests. Try again later.', seconds)
  }
  recent.push(now)
}

/** 429, and when to try again. */
export function tooMany(code: string, message: string, seconds: number): FapiError {
  return new FapiError(429, code, message, { headers: { 'retry-after': String(seconds) } })
}
