import type { ImageRecord } from '../state/state'
import type { FapiContext } from './env'
import { FapiError, formError } from './errors'
import { parseMultipart } from './form'
import { publicUrl } from './publicUrl'

/** By how the file begins, in Latin-1. What can hold a script, as SVG, is none. */
const kinds: readonly [type: string, start: RegExp][] = [
  ['image/png', /^\x89PNG/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF.{4}WEBP/s],
]

/** The picture in the body: a `file` of a form, or Base64, which is what SDKs send of a string. @throws FapiError 422 */
export async function readImage(c: FapiContext): Promise<ImageRecord> {
  const bytes = await readFile(c)
  const text = toLatin1(bytes)
  const type = kinds.find(([, start]) => start.test(text))?.[0]
  if (!type) {
    throw formError('image_type_not_supported', 'file', 'Send a picture: PNG, JPEG, GIF or WebP')
  }
  const id = c.get('box').ids.newId('img')
  return { id, url: publicUrl(c, `/v1/images/${id}`).href, type, data: btoa(text) }
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
