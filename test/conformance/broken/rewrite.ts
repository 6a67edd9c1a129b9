import type { Fapi, SigningKey } from 'frontdesk/fapi'
import { decodeJwt, decodeProtectedHeader, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose'

/** A request as a breakage sees it. */
export interface Asked {
  /** The method after `_method`. */
  method: string
  path: string
  url: URL
}

/** Another answer in place of the box's own; `answer` asks the box. */
export type Rewrite = (asked: Asked, answer: () => Promise<Response>) => Response | Promise<Response>

/** The box, with its answers rewritten. */
export function rewriting(rewrite: Rewrite): (fapi: Fapi) => Fapi {
  return (fapi) => {
    const fetch: Fapi['fetch'] = async (request, host) => {
      const url = new URL(request.url)
      const method = url.searchParams.get('_method') ?? request.method
      return rewrite({ method, path: url.pathname, url }, () => fapi.fetch(request, host))
    }
    return Object.create(fapi, { fetch: { value: fetch } })
  }
}

/** An answer with another body, and the same headers. */
export function withBody(response: Response, body: string): Response {
  return new Response(body, response)
}

/** An answer with its JSON changed. */
export async function withJson(
  response: Response,
  change: (json: Record<string, unknown>) => object,
): Promise<Response> {
  return withBody(response, JSON.stringify(change(await response.json())))
}

/** An answer with its `Set-Cookie` lines changed; a line that becomes undefined is dropped. */
export function withCookies(response: Response, change: (line: string) => string | undefined): Response {
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  for (const line of response.headers.getSetCookie()) {
    const changed = change(line)
    if (changed !== undefined) headers.append('set-cookie', changed)
  }
  return new Response(response.body, { status: response.status, headers })
}

/** An answer with its session tokens signed anew, with other claims or by another key. */
export async function withTokens(
  response: Response,
  key: SigningKey,
  change: (claims: JWTPayload) => JWTPayload,
): Promise<Response> {
  const privateKey = await importJWK(key as JWK, 'RS256')
  const body = await response.text()
  const tokens = [...new Set(body.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g))]
  let changed = body
  for (const token of tokens) {
    const claims = change(decodeJwt(token))
    const header = { ...decodeProtectedHeader(token), alg: 'RS256' }
    changed = changed.replaceAll(token, await new SignJWT(claims).setProtectedHeader(header).sign(privateKey))
  }
  return withBody(response, changed)
}
