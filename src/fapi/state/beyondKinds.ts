import * as v from 'valibot'
import { text, time } from './parse'
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
} satisfies Record<string, v.GenericSchema<unknown, { id: string; updatedAt: number }>>

export type Kind = keyof typeof kinds

export type Kept<K extends Kind> = v.InferOutput<(typeof kinds)[K]>
