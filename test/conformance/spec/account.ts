import * as v from 'valibot'
import { count, flag, id, metadata, text, time } from './basics'
import type { Beyond } from './beyond'
import { withClient } from './client'
import { organization } from './organization'

const page = <S extends v.GenericSchema>(item: S) =>
  v.strictObject({ data: v.array(item), total_count: count })

const invitation = {
  object: v.literal('organization_invitation'),
  id,
  email_address: text,
  role: text,
  role_name: text,
  status: v.picklist(['pending', 'accepted', 'revoked']),
  public_metadata: metadata,
  created_at: time,
  updated_at: time,
}

const sentInvitation = v.strictObject({ ...invitation, organization_id: id })
const ownInvitation = v.strictObject({
  ...invitation,
  public_organization_data: v.strictObject({
    id,
    name: text,
    slug: text,
    image_url: text,
    has_image: flag,
  }),
})

function answering(operation: string, response: v.GenericSchema): Beyond {
  const why =
    'Among the paths that the specification at hand leaves out: as clerk-js asks for it and reads it.'
  return { operation, status: 200, body: withClient(response), why }
}

const organizations = '/v1/organizations'

/** What users do to their own account, and with organizations. */
export const account: readonly Beyond[] = [
  answering(`POST ${organizations}`, organization),
  answering(`GET ${organizations}/:id`, organization),
  answering(`GET ${organizations}/:id/invitations`, page(sentInvitation)),
  answering(`POST ${organizations}/:id/invitations`, sentInvitation),
  answering(`POST ${organizations}/:id/invitations/bulk`, v.array(sentInvitation)),
  answering(`POST ${organizations}/:id/invitations/:invitation/revoke`, sentInvitation),
  answering('GET /v1/me/organization_invitations', page(ownInvitation)),
  answering('POST /v1/me/organization_invitations/:id/accept', ownInvitation),
  answering('GET /v1/me/organization_suggestions', page(v.never())),
]
