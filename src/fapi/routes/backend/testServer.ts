import type { FapiOptions } from '../../options'
import { createCaller } from '../../testCaller'

/** An app's server, which asks as @clerk/backend does: with the secret key, in JSON. `Of` is what a test reads of an answer. */
export async function createServer<Of = Record<string, unknown>>(options: FapiOptions = {}) {
  const caller = await createCaller(options)
  const { fapi } = caller
  const ask = async (method: string, path: string, body?: unknown, key = fapi.secretKey) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const content = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fapi.fetch(
      new Request(`http://localhost:4400/v1${path}`, { method, headers, ...content }),
    )
    const text = await response.text()
    const answer = (text ? JSON.parse(text) : undefined) as Of & { errors?: { code: string }[] }
    return { status: response.status, body: answer, code: answer?.errors?.[0]?.code }
  }
  const userId = (name: string) =>
    fapi.users.find(({ identifier }) => identifier === `${name}@example.com`)!.id
  return { ...caller, ask, userId }
}
