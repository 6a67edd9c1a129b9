import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToPipeableStream } from 'react-dom/server'
import { onTestFinished, vi } from 'vitest'
import type { Ambient } from '../../src/core'

const { document } = globalThis

/** The surroundings of a server, in a test that has a document. */
export const serverAmbient = (fetch: Ambient['fetch']): Partial<Ambient> => ({
  fetch,
  openChannel: undefined,
  locks: undefined,
  tabStorage: undefined,
  originStorage: undefined,
  cookies: undefined,
  page: undefined,
})

/** What a server sends for `app`, all of it, and what its React reported. */
export async function serve(app: ReactNode): Promise<{ html: string; reported: unknown[] }> {
  const reported: unknown[] = []
  vi.stubGlobal('document', undefined)
  try {
    const html = await new Promise<string>((resolve, reject) => {
      const { pipe } = renderToPipeableStream(app, {
        onAllReady: () => void text(pipe(new PassThrough())).then(resolve, reject),
        onShellError: reject,
        onError(error) {
          reported.push(error)
          return (error as { digest?: string }).digest
        },
      })
    })
    return { html, reported }
  } finally {
    vi.stubGlobal('document', document)
  }
}

/** A browser that shows the HTML and then takes it over, and what its React reported. */
export function hydrate(html: string, app: ReactNode) {
  const reported: [error: unknown, info: object][] = []
  const container = document.createElement('div')
  document.body.append(container)
  container.innerHTML = html
  const onRecoverableError = (error: unknown, info: object) => void reported.push([error, info])
  const root = hydrateRoot(container, app, { onRecoverableError })
  onTestFinished(() => {
    root.unmount()
    container.remove()
  })
  return { container, reported, root }
}
