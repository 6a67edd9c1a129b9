import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { checkSecretKey, isServer } from '../security/headers'
import type { FapiContext, FapiEnv } from './env'
import { FapiError } from './errors'
import { readJson } from './json'
import { type Params, readParams } from './params'

/** Bytes. */
const limit = 1024 * 1024

/** Where a picture may be the body. */
const uploads = /_image|logo$/

const emptyForm = readParams(new URLSearchParams())

/** Not for bodies that announce their length: it copies the request, which makes a `POST` three times as slow. */
const limitBody = bodyLimit({ maxSize: limit, onError: (c) => c.body(null, 413) })

/** Reads the form in a request's body, urlencoded or multipart. No body is an empty form. */
export const readForm = createMiddleware<FapiEnv>(async (c, next) => {
  const length = c.req.header('content-length')
  if (Number(length ?? 0) > limit) throw tooLarge()
  if (c.req.method === 'GET' || c.req.method === 'HEAD') {
    c.set('form', emptyForm)
    return next()
  }
  const bytes = await readBody(c, length !== undefined).catch(() => {
    throw new FapiError(400, 'request_body_invalid', 'The body did not arrive whole')
  })
  if (bytes === undefined) throw tooLarge()
  c.set('bytes', bytes)
  c.set('form', await parse(c, bytes))
  await next()
})

/** The whole body; undefined when it is too large. */
async function readBody(c: FapiContext, isAnnounced: boolean): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!isAnnounced && (await limitBody(c, async () => {}))) return undefined
  const bytes = new Uint8Array(await c.req.raw.arrayBuffer())
  // Firefox has no `body` on requests, so that nothing was limited there.
  return bytes.byteLength > limit ? undefined : bytes
}

/** Ours, as `parseBody` has no refusal for other types, and is slower: it makes a `FormData` of any form. */
async function parse(c: FapiContext, bytes: Uint8Array<ArrayBuffer>): Promise<Params> {
  const contentType = c.req.header('content-type') ?? ''
  const mediaType = contentType.split(';')[0]!.trim().toLowerCase()
  if (bytes.byteLength === 0) return emptyForm
  if (mediaType === 'application/x-www-form-urlencoded') {
    return readParams(new URLSearchParams(new TextDecoder().decode(bytes)))
  }
  if (mediaType === 'multipart/form-data') return readParams(await parseMultipart(bytes, contentType))
  if (mediaType === 'application/octet-stream' && uploads.test(c.req.path)) return emptyForm
  // Pages send none, because it would cost them a preflight.
  if (mediaType === 'application/json' && isServer(c)) {
    checkSecretKey(c)
    // A list is read where it is taken.
    return c.req.path.endsWith('/bulk') ? emptyForm : readJson(bytes)
  }
  throw new FapiError(415, 'unsupported_content_type', 'The body must be a form', {
    longMessage: `Send application/x-www-form-urlencoded or multipart/form-data, not ${mediaType || 'a body without a type'}.`,
  })
}

export async function parseMultipart(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw new FapiError(400, 'request_body_invalid', 'The multipart body is malformed')
  }
}

function tooLarge(): FapiError {
  return new FapiError(413, 'request_too_large', 'The body is larger than 1 MiB')
}
