import type { Frontdesk } from '../frontdesk'
import type { Open } from '../wire/open'

/** A ticket: of an invitation, or a token that signs in. It is a secret. */
export interface Ticket {
  readonly ticket: string
  /** What it is good for; `complete` where nothing is left to do. */
  readonly status: Open<'sign_in' | 'sign_up' | 'complete'> | null
}

const names = ['__clerk_ticket', '__clerk_status', '__clerk_invitation_token'] as const

/**
 * Takes the ticket out of the URL of the page that an invitation led to. The URL does not keep it.
 *
 * @returns `null` where there is none.
 */
export function takeTicket(frontdesk: Frontdesk): Ticket | null {
  const { page } = frontdesk._internal.ambient
  if (!page) return null
  const url = new URL(page.url())
  const [own, status = null, former] = names.map((name) => url.searchParams.get(name))
  const ticket = own || former
  if (!ticket) return null
  for (const name of names) url.searchParams.delete(name)
  page.replaceUrl(url.href)
  return { ticket, status }
}
