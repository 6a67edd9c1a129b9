import { useEffect, useState } from 'react'
import { type Ticket, takeTicket } from '../../core/actions/ticket'
import type { Engine } from '../../core/engine/engine'
import { perHandle } from '../../core/host/perHandle'
import { FrontdeskError } from '../../core/wire/errors'
import { useFrontdesk } from '../context'
import type { AttemptOf, Flow, SendParameters } from './flow'

/** A ticket that this page was reached with. `F` is what `useSignIn()` or `useSignUp()` gives. */
export interface TicketWay<F extends Flow = Flow> {
  /** What it is good for; `null` where there is none, or it names nothing. */
  readonly status: Ticket['status']
  /** Whether there is one. */
  readonly isThere: boolean
  /**
   * Signs in or up with it, and with what else a new user says.
   *
   * @throws FrontdeskError, e.g. `ticket_expired_code`, `invitation_account_not_exists`; `ticket_missing`.
   */
  readonly accept: (parameters?: SendParameters<F>) => Promise<AttemptOf<F>>
}

const createHolder = (_: Engine): { ticket: Ticket | null } => ({ ticket: null })

/**
 * Signs in or up with the ticket in the page's URL, which does not keep it: an invitation's, or a token that signs in.
 *
 * @param flow - what `useSignIn()` or `useSignUp()` gives.
 */
export function useTicket<F extends Flow>(flow: F): TicketWay<F> {
  const frontdesk = useFrontdesk()
  const holder = perHandle(frontdesk._internal, createHolder)
  const [, setStatus] = useState<Ticket['status'] | boolean>(false)
  useEffect(() => {
    const held = perHandle(frontdesk._internal, createHolder)
    held.ticket = takeTicket(frontdesk) ?? held.ticket
    if (held.ticket) setStatus(held.ticket.status ?? true)
  }, [frontdesk])
  const { ticket } = holder
  return {
    status: ticket?.status ?? null,
    isThere: ticket !== null,
    async accept(parameters) {
      if (!ticket) throw new FrontdeskError('ticket_missing')
      const create = flow.create as (given: object) => Promise<AttemptOf<F>>
      const attempt = await create({ ...parameters, strategy: 'ticket', ticket: ticket.ticket })
      // It is good once.
      holder.ticket = null
      return attempt
    },
  }
}
