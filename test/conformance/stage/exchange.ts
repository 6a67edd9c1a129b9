import { request } from 'node:http'

/** One request of a visit, and its answer. */
export interface Hop {
  url: URL
  status: number
  headers: Headers
  /** Why @clerk/backend decided as it did; null where the box answered. */
  reason: string | null
  body: string
}

/** One request over HTTP with exactly these headers, which `fetch` would not leave alone. */
export function exchange(
  method: string,
  url: URL,
  headers: Record<string, string>,
  body: string,
): Promise<Hop> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, async (incoming) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk)
      const received = new Headers()
      for (let at = 0; at < incoming.rawHeaders.length; at += 2)
        received.append(incoming.rawHeaders[at]!, incoming.rawHeaders[at + 1]!)
      const reason = received.get('x-clerk-auth-reason')
      resolve({
        url,
        status: incoming.statusCode!,
        headers: received,
        reason,
        body: Buffer.concat(chunks).toString(),
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
