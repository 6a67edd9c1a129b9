import type { FapiContext } from '../../http/env'
import { notFound } from '../../http/errors'
import { mergeMetadata, readMetadata } from '../../http/metadata'
import type { OrganizationRecord } from '../../state/state'

/** The organization in the path, by id or slug. @throws FapiError 404 */
export function findOrganization(c: FapiContext): OrganizationRecord {
  const name = c.req.param('id')
  const all = [...c.get('box').state.organizations.values()]
  const found = all.find(({ id, slug }) => id === name || slug === name)
  if (!found) throw notFound('Organization')
  return found
}

/** The metadata in the form, merged into what is there, or in its place. What is not said is left out. @throws FapiError 422 */
export function readMetadataOf(
  c: FapiContext,
  before: Pick<OrganizationRecord, 'publicMetadata' | 'privateMetadata'>,
  isAll = false,
) {
  const read = (name: 'public_metadata' | 'private_metadata', old = {}) => {
    const said = readMetadata(c.get('form'), name)
    return said && (isAll ? said : mergeMetadata(old, said))
  }
  const publicMetadata = read('public_metadata', before.publicMetadata)
  const privateMetadata = read('private_metadata', before.privateMetadata)
  return { ...(publicMetadata && { publicMetadata }), ...(privateMetadata && { privateMetadata }) }
}
