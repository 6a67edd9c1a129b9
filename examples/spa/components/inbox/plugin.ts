import type { Connect, Plugin } from 'vite'

/**
 * Serves `/inbox`: what the box has sent by e-mail and by text message, newest first. The box itself tells this to nobody
 * but its own pages; on this machine, in development, the demo's server may ask.
 *
 * @param boxUrl - where the box is. Without one there is no inbox.
 */
export function inbox(boxUrl: string | undefined): Plugin {
  const answer: Connect.NextHandleFunction = async (_, response, next) => {
    try {
      const state = await fetch(`${boxUrl}/_frontdesk/state`)
      const { messages } = (await state.json()) as { messages: unknown }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(messages))
    } catch (error) {
      next(error)
    }
  }
  const serve = ({ middlewares }: { middlewares: Connect.Server }) => {
    if (boxUrl) middlewares.use('/inbox', answer)
  }
  return { name: 'demo-inbox', configureServer: serve, configurePreviewServer: serve }
}
