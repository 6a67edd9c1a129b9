import type { ImageRecord } from '../state/state'
import type { FapiContext } from './env'
import { FapiError, formError } from './errors'
import { parseMultipart } from './form'
import { publicUrl } from './publicUrl'

/** Bytes of a picture. */
const most = 128 * 1024
/** Characters of all pictures together: each save writes all of them, as one string. */
const mostOfAll = 16 * 1024 * 1024

/** By how the file begins, in Latin-1. What can hold a script, as SVG, is none. */
const kinds: readonly [type: string, start: RegExp][] = [
  ['image/png', /^\x89PNG/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF.{4}WEBP/s],
]

/** The picture in the body: a `file` of a form, or Base64, which is what SDKs send of a string. @throws FapiError 422 for what is none, 413 for a large one, 403 where there are too many */
export async function readImage(c: FapiContext): Promise<ImageRecord> {
  const bytes = await readFile(c)
  if (bytes.byteLength > most)
    throw new FapiError(413, 'image_too_large', 'Send a picture of at most 128 KiB')
  const text = toLatin1(bytes)
  const type = kinds.find(([, start]) => start.test(text))?.[0]
  if (!type) {
    throw formError('image_type_not_supported', 'file', 'Send a picture: PNG, JPEG, GIF or WebP')
  }
  const data = btoa(text)
  checkPictures(c, data)
  const id = c.get('box').ids.newId('img')
  return { id, url: publicUrl(c, `/v1/images/${id}`).href, type, data }
}

function checkPictures(c: FapiContext, data: string): void {
  const { users, organizations } = c.get('box').state
  let sum = data.length
  for (const { image } of [...users.values(), ...organizations.values()]) sum += image?.data.length ?? 0
  if (sum <= mostOfAll) return
  const message = 'This box holds 16 MiB of pictures: take one away first'
  throw new FapiError(403, 'image_quota_exceeded', message)
}

async function readFile(c: FapiContext): Promise<Uint8Array> {
  const type = c.req.header('content-type') ?? ''
  const bytes = c.get('bytes')
  if (type.toLowerCase().startsWith('multipart/form-data')) {
    const file = (await parseMultipart(bytes, type)).get('file')
    if (file instanceof Blob) return new Uint8Array(await file.arrayBuffer())
  } else if (bytes.length > 0) {
    const [, encoded = ''] = /^(?:data:[^,]*,)?([\w+/=\s]+)$/.exec(toLatin1(bytes)) ?? []
    return encoded ? fromBase64(encoded) : bytes
  }
  throw formError('form_param_missing', 'file', 'Send the picture as `file`')
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    throw new FapiError(400, 'request_body_invalid', 'The body is not Base64')
  }
}

function toLatin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}
