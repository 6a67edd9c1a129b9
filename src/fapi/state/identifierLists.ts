import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { allOf } from './beyond'
import type { Kept } from './beyondKinds'
import { settingsOf } from './settings'

type Listed = Kept<'listedIdentifier'>

/** Of one of the two lists, oldest first. */
export function listedIn(box: Box, list: Listed['list']): Listed[] {
  return allOf(box, 'listedIdentifier').filter((each) => each.list === list)
}

/** Whether who has these may become a user. Users there are stay, and sign in. @throws FapiError 403 */
export function checkListed(box: Box, address: string | undefined, number: string | undefined): void {
  const { allowlist, blocklist, blocksSubaddresses } = settingsOf(box)
  const given = [address?.toLowerCase(), number].filter((each) => each !== undefined && each !== '')
  const isIn = (list: Listed['list'], value: string) =>
    listedIn(box, list).some(({ identifier }) =>
      identifier.startsWith('*@') ? value.endsWith(identifier.slice(1)) : identifier === value,
    )
  for (const value of given as string[]) {
    const isOut = (allowlist && !isIn('allowlist', value)) || (blocklist && isIn('blocklist', value))
    const isSub = blocksSubaddresses && /[+=#].*@/.test(value)
    if (!isOut && !isSub) continue
    const why = isOut ? 'is not allowed to access this application' : 'must not contain +, = or #'
    throw new FapiError(403, 'not_allowed_access', `${value} ${why}`)
  }
}
