import type { Fapi } from 'frontdesk/fapi'
import { rewriting, withBody } from './rewrite'

/** Boxes whose answers have the wrong shape. */
export const misshapen: { name: string; around: (fapi: Fapi) => Fapi }[] = [
  textual('a field that nobody knows', '"object":"session"', '"object":"session","extra":1'),
  textual('a field is missing', '"captcha_bypass":false,', ''),
  textual('times in seconds', /"updated_at":(\d+)\d{3}/g, '"updated_at":$1'),
  textual('a status that nobody knows', '"status":"active"', '"status":"lively"'),
  textual('a refusal without its long message', /"long_message":"[^"]*",/g, ''),
  textual('a password that shows', '"password_enabled":true', '"password_enabled":true,"password":"secret"'),
]

function textual(name: string, from: string | RegExp, to: string) {
  const around = rewriting(async (_, answer) => {
    const response = await answer()
    const body = await response.text()
    // An answer without a body must stay one.
    return body === '' ? new Response(null, response) : withBody(response, replace(body, from, to))
  })
  return { name, around }
}

function replace(text: string, from: string | RegExp, to: string): string {
  return typeof from === 'string' ? text.replaceAll(from, to) : text.replace(from, to)
}
