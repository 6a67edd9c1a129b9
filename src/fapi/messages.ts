import { createJournal, type FapiJournal, type Journal } from './journal'

/** How many of each are kept. */
export const messageLimit = 100

/** What a code or a link is for. */
export type FapiMessageKind = 'sign-in' | 'sign-up' | 'second-factor' | 'reset-password' | 'verification'

interface FapiMessage {
  /** Milliseconds since 1970, by the box's clock. */
  readonly time: number
  readonly kind: FapiMessageKind
}

/** An e-mail that the box would have sent. It goes nowhere: who waits for it reads it here. */
export interface FapiEmail extends FapiMessage {
  /** The address. */
  readonly to: string
  /** Six digits; empty where it is a link that was sent. */
  readonly code: string
  /** What to open in a browser, where it is a link that was sent. */
  readonly link?: string | undefined
}

/** A text message that the box would have sent. It goes nowhere: who waits for it reads it here. */
export interface FapiText extends FapiMessage {
  /** The telephone number, in E.164. */
  readonly to: string
  /** Six digits. */
  readonly code: string
}

type Filter<Message> =
  | { to?: string | undefined; kind?: FapiMessageKind | undefined }
  | ((message: Message) => boolean)

/** Which e-mails are meant: those to an address (letter case does not matter), of a kind, or what a function says. */
export type FapiEmailFilter = Filter<FapiEmail>

/** Which text messages are meant: those to a number, of a kind, or what a function says. */
export type FapiTextFilter = Filter<FapiText>

/** The e-mails so far: the last 100 of them. */
export interface FapiEmails extends FapiJournal<FapiEmail, FapiEmailFilter> {}

/** The text messages so far: the last 100 of them. */
export interface FapiTexts extends FapiJournal<FapiText, FapiTextFilter> {}

export type Emails = Journal<FapiEmail, FapiEmailFilter>
export type Texts = Journal<FapiText, FapiTextFilter>

export const createEmails = (): Emails => createMessages('email')
export const createTexts = (): Texts => createMessages('text')

function createMessages<Message extends FapiText>(noun: string): Journal<Message, Filter<Message>> {
  return createJournal({
    limit: messageLimit,
    noun,
    fits,
    describe: ({ kind, to }) => `${kind} to ${to}`,
  })
}

function fits<Message extends FapiText>(filter: Filter<Message>, message: Message): boolean {
  if (typeof filter === 'function') return filter(message)
  const { to = message.to, kind = message.kind } = filter
  return to.toLowerCase() === message.to.toLowerCase() && kind === message.kind
}
