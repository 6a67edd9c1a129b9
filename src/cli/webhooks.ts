import type { FapiEvent } from '../fapi/events'
import type { Delivery, Webhooks } from '../fapi/pages/control/webhooks'

/** Milliseconds before each further try. */
const pauses = [1000, 5000, 30_000]
/** How many events wait at most; the oldest goes where another comes. */
const limit = 1000
/** How many events are shown, whatever became of them. */
const shownLimit = 100
/** Milliseconds that an app has to answer. */
const patience = 10_000

interface WebhookOptions {
  url: string
  /** Asked for when there is something to sign. */
  secret(): Promise<string>
  /** Told once of each event what became of it, and of each that is sent again. */
  report(text: string): void
  /** Ends it. */
  signal: AbortSignal
}

/** Webhooks seen by what has the events. */
export interface WebhookSender extends Webhooks {
  tell(event: FapiEvent): void
}

type Sent = { -readonly [Field in keyof Delivery]: Delivery[Field] }

/** What an app checks webhooks with, which stays the same as long as the secret key does: `whsec_…`. */
export async function webhookSecret(secretKey: string): Promise<string> {
  const bytes = new TextEncoder().encode(`webhook ${secretKey}`)
  return `whsec_${toBase64(await crypto.subtle.digest('SHA-256', bytes))}`
}

/** Sends events to an app one after the other, signed as Svix does; each is tried four times. */
export function createWebhooks({ url, secret, report, signal }: WebhookOptions): WebhookSender {
  const waiting: Sent[] = []
  const listeners = new Set<() => void>()
  let deliveries: readonly Sent[] = []
  let isSending = false
  /** Ends what is sent again and again, when all ends or it is cleared. */
  let round = new AbortController()
  signal.addEventListener('abort', () => round.abort())

  async function sendAll(): Promise<void> {
    if (isSending) return
    isSending = true
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) await sendOne(next)
    isSending = false
  }

  async function sendOne(delivery: Sent): Promise<void> {
    const { signal: ended } = round
    for (const pause of [0, ...pauses]) {
      if (pause > 0 && !ended.aborted) await sleep(pause, ended)
      if (ended.aborted) return
      // Meanwhile somebody may have sent it again.
      if (!hasArrived(delivery)) await send(delivery)
      if (hasArrived(delivery)) break
    }
    report(`webhook ${delivery.type}: ${delivery.outcome}\n`)
  }

  async function send(delivery: Sent): Promise<void> {
    delivery.attempts += 1
    delivery.time = Date.now()
    delivery.outcome = await attempt(delivery)
    changed()
  }

  /** The status, or why there is none. */
  async function attempt({ id, body }: Delivery): Promise<string> {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const headers = {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': timestamp,
      'svix-signature': await sign(await secret(), `${id}.${timestamp}.${body}`),
    }
    const end = new AbortController()
    const stop = () => end.abort()
    AbortSignal.timeout(patience).addEventListener('abort', stop)
    signal.addEventListener('abort', stop)
    try {
      const { status, body: answer } = await fetch(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: end.signal,
      })
      // Nobody reads it, and unread it keeps the connection. It has arrived, even if this fails.
      answer?.cancel().catch(() => {})
      return String(status)
    } catch {
      return end.signal.aborted ? 'no answer' : 'no connection'
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  function changed(): void {
    for (const listener of listeners) listener()
  }

  return {
    get deliveries() {
      return deliveries
    },
    tell(event) {
      if (waiting.length >= limit) waiting.shift()
      const id = `msg_${crypto.randomUUID().replaceAll('-', '')}`
      const body = JSON.stringify(event)
      const delivery: Sent = { id, type: event.type, url, time: Date.now(), attempts: 0, outcome: null, body }
      waiting.push(delivery)
      deliveries = [...deliveries, delivery].slice(-shownLimit)
      changed()
      void sendAll()
    },
    async sendAgain(id) {
      const delivery = deliveries.find((one) => one.id === id)
      if (!delivery) throw new TypeError(`There is no webhook "${id}", or none any more.`)
      await send(delivery)
      report(`webhook ${delivery.type}, again: ${delivery.outcome}\n`)
      return delivery
    },
    subscribe: (listener) => void listeners.add(listener),
    clear() {
      deliveries = []
      waiting.length = 0
      round.abort()
      round = new AbortController()
      changed()
    },
  }
}

function hasArrived({ outcome }: Delivery): boolean {
  return outcome !== null && /^2/.test(outcome)
}

async function sign(secret: string, text: string): Promise<string> {
  const raw = Uint8Array.from(atob(secret.replace('whsec_', '')), (character) => character.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return `v1,${toBase64(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)))}`
}

const toBase64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)))

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
