import { Hono } from 'hono/tiny'
import { checkRedirect } from '../../handshake/redirect'
import { readBulk } from '../../http/bulk'
import type { FapiContext, FapiEnv } from '../../http/env'
import { FapiError, formError, notFound } from '../../http/errors'
import { parseObject } from '../../http/json'
import { readMetadata } from '../../http/metadata'
import { readPage } from '../../http/page'
import { checkQuery } from '../../http/query'
import { readText } from '../../http/text'
import { secretCall } from '../../security/middleware'
import { readAddress } from '../../state/signUpFields'
import { createTicket, setTicketStatus, type TicketRecord, ticketText } from '../../state/tickets'

const day = 24 * 60 * 60 * 1000

/** `/v1/sign_in_tokens`, `/v1/actor_tokens`, `/v1/invitations` and `/v1/testing_tokens` of the Backend API. */
export const backendTicketRoutes = new Hono<FapiEnv>()
  .post('/v1/sign_in_tokens', secretCall, async (c) => {
    const box = c.get('box')
    const userId = c.get('form').get('user_id')
    if (!userId) throw formError('form_param_missing', 'user_id', 'Say whom it signs in')
    if (!box.state.users.has(userId)) throw notFound('User')
    const seconds = readCount(c, 'expires_in_seconds', 2_592_000)
    return c.json(await serializeSignInToken(c, createTicket(box, { userId }, seconds * 1000)))
  })
  .post('/v1/sign_in_tokens/:id/revoke', secretCall, async (c) => {
    const isOne = ({ userId, actor }: TicketRecord) => userId && !actor
    return c.json(await serializeSignInToken(c, revoke(c, 'Sign-in token', isOne)))
  })
  .post('/v1/actor_tokens', secretCall, async (c) => {
    const box = c.get('box')
    const userId = readText(c, 'user_id')
    if (!box.state.users.has(userId)) throw notFound('User')
    const actor = parseObject(readText(c, 'actor', 4096))
    if (typeof actor?.sub !== 'string' || !actor.sub) {
      throw formError('form_param_format_invalid', 'actor', 'Say who acts as the user: { "sub": "user_…" }')
    }
    const seconds = readCount(c, 'expires_in_seconds', 3600)
    const ticket = createTicket(box, { userId, actor: { ...actor, sub: actor.sub } }, seconds * 1000)
    return c.json(await serializeActorToken(c, ticket))
  })
  .post('/v1/actor_tokens/:id/revoke', secretCall, async (c) =>
    c.json(
      await serializeActorToken(
        c,
        revoke(c, 'Actor token', ({ actor }) => actor),
      ),
    ),
  )
  .get('/v1/invitations', secretCall, async (c) => {
    checkQuery(c, ['status'])
    const wanted = c.get('query').get('status')
    const invitations = [...c.get('box').state.tickets.values()]
      .filter(({ emailAddress, status }) => emailAddress && (!wanted || wanted === status))
      .reverse()
    const { data, total_count } = readPage(c, invitations)
    const shown = await Promise.all(data.map((invitation) => serializeInvitation(c, invitation)))
    return c.json(c.get('query').get('paginated') === 'true' ? { data: shown, total_count } : shown)
  })
  .post('/v1/invitations', secretCall, async (c) => {
    return c.json(await serializeInvitation(c, readInvitation(c)()))
  })
  .post('/v1/invitations/bulk', secretCall, async (c) => {
    const addresses = new Set<string>()
    const invite = readBulk(c, () => {
      const read = readInvitation(c)
      addresses.add(readAddress(readText(c, 'email_address')))
      return read
    })
    if (addresses.size < invite.length)
      throw formError('duplicate_record', 'email_address', 'One address is there twice')
    return c.json(await Promise.all(invite.map((each) => serializeInvitation(c, each()))))
  })
  .post('/v1/invitations/:id/revoke', secretCall, async (c) => {
    const invitation = revoke(c, 'Invitation', ({ emailAddress }) => emailAddress)
    return c.json(await serializeInvitation(c, invitation))
  })
  .post('/v1/testing_tokens', secretCall, (c) => {
    const { clock, ids } = c.get('box')
    const now = Math.floor(clock.now() / 1000)
    return c.json({
      object: 'testing_token',
      token: `${now}-c_${ids.randomText(40)}`,
      expires_at: now + 3600,
    })
  })

/** Reads an invitation; it is made once that is called. @throws FapiError 422 */
function readInvitation(c: FapiContext): () => TicketRecord {
  const box = c.get('box')
  const form = c.get('form')
  const given = form.get('email_address')
  if (!given) throw formError('form_param_missing', 'email_address', 'Say who is invited')
  const emailAddress = readAddress(given)
  const isWaiting = [...box.state.tickets.values()].some(
    (ticket) => ticket.emailAddress === emailAddress && ticket.status === 'pending',
  )
  if (isWaiting && form.get('ignore_existing') !== 'true') {
    throw formError('duplicate_record', 'email_address', 'There is an invitation for this address already')
  }
  const redirect = form.get('redirect_url')
  const redirectUrl = redirect ? checkRedirect(box, redirect).href : undefined
  const publicMetadata = readMetadata(form, 'public_metadata') ?? {}
  const lifetime = readCount(c, 'expires_in_days', 30) * day
  return () => createTicket(box, { emailAddress, redirectUrl, publicMetadata }, lifetime)
}

function revoke(c: FapiContext, what: string, isOne: (ticket: TicketRecord) => unknown): TicketRecord {
  const box = c.get('box')
  const ticket = box.state.tickets.get(c.req.param('id') ?? '')
  if (!ticket || !isOne(ticket)) throw notFound(what)
  if (ticket.status !== 'pending') {
    throw new FapiError(400, 'ticket_cannot_be_revoked', `${what} is ${ticket.status} already`)
  }
  setTicketStatus(box, ticket, 'revoked')
  return ticket
}

function readCount(c: FapiContext, name: string, missing: number): number {
  const text = c.get('form').get(name)
  if (!text) return missing
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw formError('form_param_value_invalid', name, `${name} must be a whole number above 0`)
}

async function serializeSignInToken(c: FapiContext, ticket: TicketRecord) {
  const token = await ticketText(c.get('box'), ticket)
  const { id, status, userId, createdAt, updatedAt } = ticket
  return {
    object: 'sign_in_token',
    id,
    status,
    user_id: userId,
    token,
    url: acceptUrl(c, token),
    created_at: createdAt,
    updated_at: updatedAt,
  }
}

async function serializeInvitation(c: FapiContext, ticket: TicketRecord) {
  const { id, status, emailAddress, publicMetadata, createdAt, updatedAt } = ticket
  return {
    object: 'invitation',
    id,
    status,
    email_address: emailAddress,
    public_metadata: publicMetadata,
    revoked: status === 'revoked',
    url: acceptUrl(c, await ticketText(c.get('box'), ticket)),
    created_at: createdAt,
    updated_at: updatedAt,
  }
}

async function serializeActorToken(c: FapiContext, ticket: TicketRecord) {
  const token = await serializeSignInToken(c, ticket)
  return { ...token, object: 'actor_token', actor: ticket.actor }
}

function acceptUrl(c: FapiContext, ticket: string): string {
  const url = new URL('/v1/tickets/accept', c.get('url'))
  url.searchParams.set('ticket', ticket)
  return url.href
}
