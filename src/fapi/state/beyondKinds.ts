import * as v from 'valibot'
import { anyObject, text, texts, time } from './parse'
import { oneVerification } from './verificationFields'

/** How who has an address of an organization's domain gets into it. */
export const enrollmentModes = ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'] as const

export type EnrollmentMode = (typeof enrollmentModes)[number]

const own = { id: text, createdAt: time, updatedAt: time }

/** What the routes that are loaded on demand remember, by kind. A new kind is an entry here. */
export const kinds = {
  /** A domain of an organization. */
  domain: v.strictObject({
    ...own,
    organizationId: text,
    name: text,
    enrollmentMode: v.picklist(enrollmentModes),
    /** Where the code was sent that proves that somebody of the organization is at the domain. */
    affiliationEmailAddress: v.optional(text),
    verification: v.optional(oneVerification),
    verifiedAt: v.optional(time),
  }),
  /** Who is asked into an organization because of a domain. */
  domainInvitation: v.strictObject({
    ...own,
    organizationId: text,
    domainId: text,
    emailAddress: text,
    role: text,
    status: v.picklist(['pending', 'accepted', 'revoked']),
  }),
  /** Who may ask to be let in because of a domain. It is `accepted` once they have asked, `completed` once they are answered. */
  suggestion: v.strictObject({
    ...own,
    organizationId: text,
    domainId: text,
    userId: text,
    status: v.picklist(['pending', 'accepted', 'completed']),
  }),
  /** Who has asked to be let in. */
  membershipRequest: v.strictObject({
    ...own,
    organizationId: text,
    userId: text,
    suggestionId: text,
    status: v.picklist(['pending', 'accepted', 'revoked']),
  }),
  /** Where else people may be led back to. */
  redirectUrl: v.strictObject({ ...own, url: text }),
  /** A JWT template. One of the option `jwtTemplates` that was changed, or removed, stands here by the same id. */
  jwtTemplate: v.strictObject({
    ...own,
    name: text,
    claims: anyObject,
    lifetime: v.number(),
    allowedClockSkew: v.number(),
    isRemoved: v.optional(v.boolean()),
  }),
  /** What servers have said of the instance. There is one, if any. */
  settings: v.strictObject({
    ...own,
    domainsEnabled: v.optional(v.boolean()),
    enrollmentModes: v.optional(v.array(v.picklist(enrollmentModes))),
    domainsDefaultRole: v.optional(text),
    supportEmail: v.optional(v.string()),
    preferredSignIn: v.optional(v.picklist(['password', 'otp', ''])),
    allowedOrigins: v.optional(texts),
    allowlist: v.optional(v.boolean()),
    blocklist: v.optional(v.boolean()),
    blocksSubaddresses: v.optional(v.boolean()),
  }),
  /** Who may sign up, where the allowlist is on, and who may not, where the blocklist is. */
  listedIdentifier: v.strictObject({
    ...own,
    list: v.picklist(['allowlist', 'blocklist']),
    identifier: text,
    type: v.picklist(['email_address', 'phone_number']),
    invitationId: v.optional(text),
  }),
} satisfies Record<string, v.GenericSchema<unknown, { id: string; updatedAt: number }>>

export type Kind = keyof typeof kinds

export type Kept<K extends Kind> = v.InferOutput<(typeof kinds)[K]>
