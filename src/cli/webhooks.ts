import type { FapiEvent } from '../fapi/events'

/** Milliseconds before each further try. */
const pauses = [1000, 5000, 30_000]
/** How many events wait at most; the oldest goes where another comes. */
const limit = 1000
/** Milliseconds that an app has to answer. */
const patience = 10_000

interface WebhookOptions {
  url: string
  secret: string
  /** Told once of each event what became of it. */
  report(text: string): void
  /** Ends it. */
  signal: AbortSignal
}

/** What an app checks webhooks with, which stays the same as long as the secret key does: `whsec_…`. */
export async function webhookSecret(secretKey: string): Promise<string> {
  const bytes = new TextEncoder().encode(`webhook ${secretKey}`)
  return `whsec_${toBase64(await crypto.subtle.digest('SHA-256', bytes))}`
}

/** Sends events to an app one after the other, signed as Svix does; each is tried four times. */
export function createWebhooks({ url, secret, report, signal }: WebhookOptions): (event: FapiEvent) => void {
  const waiting: { id: string; type: string; body: string }[] = []
  let isSending = false

  async function sendAll(): Promise<void> {
    if (isSending) return
    isSending = true
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) await sendOne(next)
    isSending = false
  }

  async function sendOne({ id, type, body }: (typeof waiting)[number]): Promise<void> {
    let outcome = ''
    for (const pause of [0, ...pauses]) {
      if (pause > 0 && !signal.aborted) await sleep(pause, signal)
      if (signal.aborted) return
      outcome = await attempt(id, body)
      if (/^2/.test(outcome)) break
    }
    report(`webhook ${type}: ${outcome}\n`)
  }

  /** The status, or why there is none. */
  async function attempt(id: string, body: string): Promise<string> {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const headers = {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': timestamp,
      'svix-signature': await sign(secret, `${id}.${timestamp}.${body}`),
    }
    const end = new AbortController()
    const stop = () => end.abort()
    AbortSignal.timeout(patience).addEventListener('abort', stop)
    signal.addEventListener('abort', stop)
    try {
      const { status } = await fetch(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: end.signal,
      })
      return String(status)
    } catch {
      return end.signal.aborted ? 'no answer' : 'no connection'
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  return (event) => {
    if (waiting.length >= limit) waiting.shift()
    const id = `msg_${crypto.randomUUID().replaceAll('-', '')}`
    waiting.push({ id, type: event.type, body: JSON.stringify(event) })
    void sendAll()
  }
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
