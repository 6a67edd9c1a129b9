import * as v from 'valibot'
import { text, time } from './parse'
import type { Verification } from './verifications'

/** A verification as a saved state has it. */
export const oneVerification = v.strictObject({
  strategy: text,
  attempts: v.number(),
  verified: v.boolean(),
  code: v.optional(text),
  expireAt: v.optional(time),
  to: v.optional(text),
  token: v.optional(text),
  redirectUrl: v.optional(text),
  verifiedAtClient: v.optional(text),
}) as v.GenericSchema<unknown, Verification>
