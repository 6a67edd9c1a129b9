import * as v from 'valibot'
import { anyObject, text, time } from './parse'
import type { Verification } from './verifications'

/** Who somebody is at another provider, as a saved state has it. */
export const foundAccount = v.strictObject({
  provider: text,
  connectionId: v.optional(text),
  emailAddress: text,
  isVerified: v.boolean(),
  firstName: v.nullable(v.string()),
  lastName: v.nullable(v.string()),
})

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
  completeUrl: v.optional(text),
  verifiedAtClient: v.optional(text),
  nonce: v.optional(text),
  isTransferable: v.optional(v.boolean()),
  externalUrl: v.optional(text),
  grant: v.optional(text),
  account: v.optional(foundAccount),
  connectionId: v.optional(text),
  isNative: v.optional(v.boolean()),
  error: v.optional(
    v.strictObject({
      code: text,
      message: v.string(),
      longMessage: v.optional(v.string()),
      meta: v.optional(anyObject),
    }),
  ),
}) as v.GenericSchema<unknown, Verification>
