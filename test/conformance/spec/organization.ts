import * as v from 'valibot'
import { count, flag, id, metadata, text, time } from './basics'

/** What other people may see of a user. */
export const publicUserData = v.strictObject({
  first_name: v.nullable(text),
  last_name: v.nullable(text),
  image_url: v.optional(v.nullable(text)),
  has_image: flag,
  identifier: text,
  profile_image_url: v.optional(v.nullable(text)),
  user_id: v.optional(v.nullable(id)),
  username: v.optional(v.nullable(text)),
  banned: v.optional(flag),
  deprovisioned: v.optional(flag),
})

export const organization = v.strictObject({
  id,
  object: v.literal('organization'),
  name: text,
  slug: text,
  image_url: v.optional(text),
  has_image: flag,
  members_count: v.optional(count),
  pending_invitations_count: v.optional(count),
  max_allowed_memberships: count,
  admin_delete_enabled: flag,
  self_serve_sso_enabled: v.optional(flag),
  public_metadata: metadata,
  created_at: time,
  updated_at: time,
  logo_url: v.optional(v.nullable(text)),
})

export const organizationMembership = v.strictObject({
  id,
  object: v.literal('organization_membership'),
  public_metadata: metadata,
  role: text,
  role_name: text,
  permissions: v.nullable(v.array(text)),
  created_at: time,
  updated_at: time,
  organization,
  public_user_data: v.optional(v.nullable(publicUserData)),
})
