import { createJournal, type FapiJournal, type Journal } from './journal'

/** An e-mail that the box would have sent. It goes nowhere: who waits for it reads it here. */
export interface FapiEmail {
  /** Milliseconds since 1970, by the box's clock. */
  readonly time: number
  /** The address. */
  readonly to: string
  /** Six digits. */
  readonly code: string
  /** What the code is for. */
  readonly kind: 'sign-in' | 'sign-up'
}

/** Which e-mails are meant: those to an address (letter case does not matter), of a kind, or what a function says. */
export type FapiEmailFilter =
  | { to?: string | undefined; kind?: FapiEmail['kind'] | undefined }
  | ((email: FapiEmail) => boolean)

/** The e-mails so far: the last 100 of them. */
export interface FapiEmails extends FapiJournal<FapiEmail, FapiEmailFilter> {}

export type Emails = Journal<FapiEmail, FapiEmailFilter>

export function createEmails(): Emails {
  return createJournal({
    limit: 100,
    noun: 'email',
    fits,
    describe: ({ kind, to }) => `${kind} to ${to}`,
  })
}

function fits(filter: FapiEmailFilter, email: FapiEmail): boolean {
  if (typeof filter === 'function') return filter(email)
  const { to = email.to, kind = email.kind } = filter
  return to.toLowerCase() === email.to.toLowerCase() && kind === email.kind
}
