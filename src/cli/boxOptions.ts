import * as v from 'valibot'
import { type FapiOptions, resolveOptions } from '../fapi/options'
import type { CheckedState } from '../fapi/state/format'
import { check, text, texts } from '../fapi/state/parse'

const onOff = v.boolean('must be true or false')
const count = v.pipe(
  v.number('must be a number'),
  v.integer('must be whole'),
  v.minValue(1, 'must be 1 or more'),
)

function oneOf<const Choices extends readonly [string | number, ...(string | number)[]]>(
  ...choices: Choices
) {
  return v.picklist(choices, `must be one of ${choices.join(', ')}`)
}

/** What of `createFapi`'s options a file may have beside the state, and a flag each may say: by the same names. */
const fields = {
  name: text,
  keyType: oneOf('test', 'live'),
  origins: texts,
  strategies: texts,
  people: v.array(
    v.strictObject({
      emailAddress: text,
      firstName: v.optional(text),
      lastName: v.optional(text),
      provider: v.optional(text),
      verified: v.optional(onOff),
    }),
  ),
  enterpriseConnections: v.array(v.strictObject({ name: text, domain: text, id: v.optional(text) })),
  signUp: v.strictObject({
    mode: v.optional(oneOf('public', 'restricted', 'waitlist')),
    required: v.optional(texts),
    legalConsent: v.optional(onOff),
    captcha: v.optional(onOff),
  }),
  passwords: v.strictObject({
    min: v.optional(count),
    max: v.optional(count),
    requires: v.optional(texts),
    leaked: v.optional(texts),
  }),
  sameClientLinks: onOff,
  clientTrust: onOff,
  enumerationProtection: onOff,
  limits: onOff,
  forceOrganization: onOff,
  forceSecondFactor: onOff,
  singleSessionMode: onOff,
  nativeApi: onOff,
  cookieLifetime: count,
  missingClient: oneOf('null', 401, 404),
}

/** What a box is told to be like from outside. */
export type BoxOptions = Pick<FapiOptions, keyof typeof fields>

const schema = v.partial(v.strictObject(fields))

/** Parts what a file says of the box from what it says of the state. */
export function splitOptions(file: object): { options: object; state: object } {
  const isOption = ([name]: [string, unknown]) => Object.hasOwn(fields, name)
  const entries = Object.entries(file)
  return {
    options: Object.fromEntries(entries.filter(isOption)),
    state: Object.fromEntries(entries.filter((entry) => !isOption(entry))),
  }
}

/** Reads options that come from outside, for what was `saved`. @throws TypeError that names the place, e.g. `signUp.mode`, and what may be there */
export function parseOptions(input: unknown, saved?: CheckedState): BoxOptions {
  const options = check(schema, input) as BoxOptions
  resolveOptions(options, saved)
  return options
}

/** What is said in two places; the second counts where both say it. */
export function mergeOptions(one: BoxOptions, other: BoxOptions): BoxOptions {
  return {
    ...one,
    ...other,
    signUp: { ...one.signUp, ...other.signUp },
    passwords: { ...one.passwords, ...other.passwords },
  }
}
