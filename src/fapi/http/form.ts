import { createMiddleware } from 'hono/factory'
import { hasSecretKey } from '../security/headers'
import type { FapiContext, FapiEnv } from './env'
import { FapiError } from './errors'
import { readJson } from './json'
import { type Params, readParams } from './params'

/** Bytes. */
const limit = 1024 * 1024

const emptyForm = readParams(new URLSearchParams())

/** Reads the form in a request's body, urlencoded or multipart. No body is an empty form. */
export const readForm = createMiddleware<FapiEnv>(async (c, next) => {
  const request = c.req.raw
  const length = c.req.header('content-length')
  if (Number(length ?? 0) > limit) throw tooLarge()
  if (request.method === 'GET' || request.method === 'HEAD') {
    c.set('form', emptyForm)
    return next()
  }
  const bytes = await readBody(request, length !== undefined).catch(() => {
    throw new FapiError(400, 'request_body_invalid', 'The body did not arrive whole')
  })
  if (bytes === undefined) throw tooLarge()
  c.set('form', await parse(c, bytes))
  await next()
})

/** The whole body; undefined when it is too large. */
async function readBody(request: Request, isBounded: boolean): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // A server has made sure of the length. Firefox has no `body` on requests, not even an empty one.
  if (isBounded || request.body === undefined) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    return bytes.byteLength > limit ? undefined : bytes
  }
  return request.body === null ? new Uint8Array() : readBytes(request.body)
}

async function readBytes(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const reader = body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength
    if (size > limit) {
      void reader.cancel()
      return undefined
    }
    chunks.push(next.value as Uint8Array<ArrayBuffer>)
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

async function parse(c: FapiContext, bytes: Uint8Array<ArrayBuffer>): Promise<Params> {
  const contentType = c.req.header('content-type') ?? ''
  const mediaType = contentType.split(';')[0]!.trim().toLowerCase()
  if (bytes.byteLength === 0) return emptyForm
  if (mediaType === 'application/x-www-form-urlencoded') {
    return readParams(new URLSearchParams(new TextDecoder().decode(bytes)))
  }
  if (mediaType === 'multipart/form-data') return readParams(await parseMultipart(bytes, contentType))
  // Pages send none, because it would cost them a preflight.
  if (mediaType === 'application/json' && hasSecretKey(c)) return readJson(bytes)
  throw new FapiError(415, 'unsupported_content_type', 'The body must be a form', {
    longMessage: `Send application/x-www-form-urlencoded or multipart/form-data, not ${mediaType || 'a body without a type'}.`,
  })
}

async function parseMultipart(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw new FapiError(400, 'request_body_invalid', 'The multipart body is malformed')
  }
}

function tooLarge(): FapiError {
  return new FapiError(413, 'request_too_large', 'The body is larger than 1 MiB')
}
