import type { Box } from '../box'
import { FapiError } from '../http/errors'
import { sign } from '../tokens/sign'
import { verify } from '../tokens/verify'
import type { Actor } from './state'

/** What lets somebody in without a proof of their own: a sign-in token for a user, or an invitation to an address. */
export interface TicketRecord {
  /** `sit_…` for a sign-in token, `act_…` for one of somebody who acts as the user, `inv_…` for an invitation. */
  id: string
  status: 'pending' | 'accepted' | 'revoked'
  /** Whom a sign-in token signs in. */
  userId: string | undefined
  /** Who acts as that user by it. */
  actor?: Actor | undefined
  /** Who is invited. */
  emailAddress: string | undefined
  publicMetadata: Record<string, unknown>
  /** Where the link in an invitation leads. */
  redirectUrl: string | undefined
  /** Milliseconds, as all times here. */
  expireAt: number
  createdAt: number
  updatedAt: number
}

/** How many are remembered. */
const limit = 1000

// Of its own type, so that no other token signed with the same key passes for one.
const type = 'ticket+jwt'

type NewTicket = Partial<
  Pick<TicketRecord, 'userId' | 'actor' | 'emailAddress' | 'publicMetadata' | 'redirectUrl'>
>

/** @param lifetime - milliseconds */
export function createTicket(box: Box, ticket: NewTicket, lifetime: number): TicketRecord {
  const { state, clock, ids } = box
  const [oldest] = state.tickets.keys()
  if (state.tickets.size >= limit) state.tickets.delete(oldest!)
  const now = clock.now()
  const record: TicketRecord = {
    id: ids.newId(ticket.actor ? 'act' : ticket.userId ? 'sit' : 'inv'),
    status: 'pending',
    userId: ticket.userId,
    actor: ticket.actor,
    emailAddress: ticket.emailAddress,
    publicMetadata: ticket.publicMetadata ?? {},
    redirectUrl: ticket.redirectUrl,
    expireAt: now + lifetime,
    createdAt: now,
    updatedAt: now,
  }
  state.tickets.set(record.id, record)
  return record
}

/** What is handed out: nobody else can write one. */
export function ticketText(box: Box, { id, createdAt }: TicketRecord): Promise<string> {
  return sign(box, { id, iat: Math.floor(createdAt / 1000) }, { type })
}

const refused = {
  accepted: {
    sit: ['sign_in_token_already_used_code', 'This link was used already. Ask for another one.'],
    inv: ['invitation_already_accepted', 'This invitation was accepted already. Sign in instead.'],
  },
  revoked: {
    sit: ['sign_in_token_revoked_code', 'This link was taken back. Ask for another one.'],
    inv: ['revoked_invitation', 'This invitation was taken back.'],
  },
} as const

/** The ticket that somebody shows. @throws FapiError 400 for one that is forged, old, used or taken back */
export async function findTicket(box: Box, text: string): Promise<TicketRecord> {
  const ticket = box.state.tickets.get((await readTicketId(box, text)) ?? '')
  if (!ticket) throw new FapiError(400, 'ticket_invalid_code', 'This link is not valid')
  checkTicket(box, ticket)
  return ticket
}

/** @throws FapiError 400 for one that is old, used or taken back */
export function checkTicket(box: Box, ticket: TicketRecord): void {
  if (ticket.status !== 'pending') {
    const [code, message] = refused[ticket.status][ticket.userId ? 'sit' : 'inv']
    throw new FapiError(400, code, message)
  }
  if (ticket.expireAt <= box.clock.now()) {
    throw new FapiError(400, 'ticket_expired_code', 'This link has expired. Ask for another one.')
  }
}

async function readTicketId(box: Box, text: string): Promise<string | undefined> {
  const verified = await verify(box, text)
  // What is no text is no key of a ticket.
  return verified?.header.typ === type ? (verified.claims.id as string) : undefined
}

export function setTicketStatus(box: Box, ticket: TicketRecord, status: TicketRecord['status']): void {
  ticket.status = status
  ticket.updatedAt = box.clock.now()
}
