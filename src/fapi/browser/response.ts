const safelisted = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]

/** Whether a browser lets a page of `origin` read a response from elsewhere. */
export function isReadable(response: Response, origin: string, withCredentials: boolean): boolean {
  const allowed = response.headers.get('access-control-allow-origin')
  const credentials = response.headers.get('access-control-allow-credentials') === 'true'
  return withCredentials ? allowed === origin && credentials : allowed === origin || allowed === '*'
}

/** The response with the headers that a page may read. */
export function filterResponse(response: Response, isCrossOrigin: boolean): Response {
  const exposed = (response.headers.get('access-control-expose-headers') ?? '').toLowerCase().split(/\s*,\s*/)
  const isVisible = (name: string) =>
    name !== 'set-cookie' && (!isCrossOrigin || safelisted.includes(name) || exposed.includes(name))
  const headers = [...response.headers].filter(([name]) => isVisible(name))
  const { status, statusText } = response
  return new Response(response.body, { status, statusText, headers })
}

/** Fills in what only a browser knows about a response. */
export function finishResponse(response: Response, url: URL, redirected: boolean): Response {
  return Object.defineProperties(response, { url: { value: url.href }, redirected: { value: redirected } })
}

/** What `redirect: 'manual'` shows of a redirect: that there was one. */
export function opaqueRedirect(url: URL): Response {
  const response = Object.defineProperties(Response.error(), { type: { value: 'opaqueredirect' } })
  return finishResponse(response, url, false)
}
