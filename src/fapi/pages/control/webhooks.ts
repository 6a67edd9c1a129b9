/** An event that an app is told of, and what became of that. */
export interface Delivery {
  /** `msg_…`: the same however often it is sent. */
  readonly id: string
  /** E.g. `user.created`. */
  readonly type: string
  /** Where it goes. */
  readonly url: string
  /** When it was last sent, or else noted: milliseconds since 1970, in real time. */
  readonly time: number
  /** How often it was sent. */
  readonly attempts: number
  /** The HTTP status of the last answer, or why there was none; null while there is nothing to tell. */
  readonly outcome: string | null
  /** What is sent: JSON. */
  readonly body: string
}

/** What tells an app of events. */
export interface Webhooks {
  /** The last 100, oldest first. */
  readonly deliveries: readonly Delivery[]
  /** Sends one once more, now, under the same id, with a new time and signature; gives it as it is then. @throws TypeError for an unknown one */
  sendAgain(id: string): Promise<Delivery>
  /** Calls a function whenever one has changed. */
  subscribe(listener: () => void): void
  /** Forgets all of them, those that wait or are to be tried again among them. */
  clear(): void
}
