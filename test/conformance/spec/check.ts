import * as v from 'valibot'
import { beyond, beyondFields } from './beyond'
import { errors } from './client'
import { type Body, operations } from './operations'

/** An answer, as far as its shape goes. */
export interface Answer {
  method: string
  path: string
  status: number
  headers: Headers
  body: string
}

const known = [...new Set([...Object.keys(operations), ...beyond.map(({ operation }) => operation)])]

/** The operation that a request asked for; undefined where nobody has described it. */
export function operationOf(asked: Pick<Answer, 'method' | 'path'>): string | undefined {
  const { method } = asked
  if (method === 'OPTIONS') return 'OPTIONS *'
  // clerk-js asks for `/me/phone_numbers/`, among others.
  const path = asked.path.replace(/(.)\/$/, '$1')
  const fits = known.filter((operation) => {
    const [verb, pattern] = operation.split(' ') as [string, string]
    return verb === method && new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path)
  })
  // `/sessions/active` is no session with the id `active`.
  return fits.find((operation) => operation.endsWith(path)) ?? fits[0]
}

/** What is wrong with an answer; undefined where nothing is. */
export function findFault(answer: Answer): string | undefined {
  const operation = operationOf(answer)
  const { status } = answer
  const specified = operations[operation ?? '']?.[status]
  const extra = beyond.find((entry) => entry.operation === operation && entry.status === status)?.body
  const body = specified ?? extra ?? (status >= 400 ? errors : undefined)
  if (body === undefined) return `nobody has described ${status} for it`
  return checkBody(answer, body)
}

function checkBody({ headers, body }: Answer, expected: Body | 'none'): string | undefined {
  if (expected === 'redirect') return headers.get('location') ? checkEmpty(body) : 'it has no Location'
  if (expected === 'none') return checkEmpty(body)
  if (expected === 'page')
    return /^text\/html/.test(headers.get('content-type') ?? '') ? undefined : 'it is no page'
  if (expected === 'picture')
    return /^image\/\w+$/.test(headers.get('content-type') ?? '') ? undefined : 'it is no picture'
  // @clerk/backend takes nothing but this very type for JSON.
  const type = headers.get('content-type')
  if (type !== 'application/json') return `its type is ${type}`
  const extra: string[] = []
  const result = v.safeParse(expected, parse(body, extra))
  if (extra.length > 0) return extra[0]
  if (result.success) return undefined
  const [issue] = result.issues
  return `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`
}

/** Reads JSON without the fields that are beyond the specification; `faults` gets what is wrong with those. */
function parse(body: string, faults: string[]): unknown {
  try {
    return JSON.parse(body, (_, value) => withoutExtras(value, faults))
  } catch {
    return undefined
  }
}

function withoutExtras(value: unknown, faults: string[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  const kept = value as Record<string, unknown>
  for (const { object, kind, field, schema } of beyondFields) {
    if (kept.object !== object || !(field in kept) || (kind && !(kind in kept))) continue
    if (!v.is(schema, kept[field])) faults.push(`${object}.${field} is ${JSON.stringify(kept[field])}`)
    delete kept[field]
  }
  return kept
}

function checkEmpty(body: string): string | undefined {
  return body === '' ? undefined : 'it has a body'
}
