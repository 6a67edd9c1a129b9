import type { Connect, Plugin } from 'vite'

/**
 * Serves `/inbox`: what the box has sent by e-mail and by text message, newest first. The box itself tells this to nobody
 * but who has its control secret; in development, the demo's server may ask, for the demo's own page on this machine: with a code that
 * is read there anybody could sign in.
 *
 * @param boxUrl - where the box is. Without one, or without its secret, there is no inbox.
 */
export function inbox(boxUrl: string | undefined, controlSecret: string | undefined): Plugin {
  const answer: Connect.NextHandleFunction = async (request, response, next) => {
    if (!isOwn(request)) {
      response.statusCode = 403
      response.end('Only the page of this demo, on this machine, may ask for this.')
      return
    }
    try {
      const state = await fetch(`${boxUrl}/_frontdesk/state`, {
        headers: { authorization: `Bearer ${controlSecret}` },
      })
      const { messages } = (await state.json()) as { messages: unknown }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(messages))
    } catch (error) {
      next(error)
    }
  }
  const serve = ({ middlewares }: { middlewares: Connect.Server }) => {
    if (boxUrl && controlSecret) middlewares.use('/inbox', answer)
  }
  return { name: 'demo-inbox', configureServer: serve, configurePreviewServer: serve }
}

/** Vite lets all pages of this machine read what it serves, and with `--host` other machines, too. */
function isOwn({ headers, socket }: Connect.IncomingMessage): boolean {
  const isHere = /^((::ffff:)?127\.[\d.]+|::1)$/.test(socket.remoteAddress ?? '')
  return isHere && headers['sec-fetch-site'] === 'same-origin'
}
