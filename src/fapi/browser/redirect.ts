/** Where an answer sends its browser on to; undefined where it is the last one. @throws TypeError for no address of the web */
export function redirectOf(response: Response, url: URL): URL | undefined {
  const location = response.headers.get('location')
  if (location === null || ![301, 302, 303, 307, 308].includes(response.status)) return undefined
  const next = new URL(location, url)
  if (!/^https?:$/.test(next.protocol)) throw new TypeError(`Failed to fetch: redirected to ${next.protocol}`)
  if (next.hash === '') next.hash = url.hash
  return next
}

/** What is sent after a redirect: some statuses make a GET of it. */
export function afterRedirect(init: RequestInit, status: number): RequestInit {
  const isPost = init.method?.toUpperCase() === 'POST'
  const isRead = /^(GET|HEAD)$/i.test(init.method ?? 'GET')
  if (status === 303 ? isRead : status > 303 || !isPost) return init
  const { body: _, ...rest } = init
  return { ...rest, method: 'GET' }
}
