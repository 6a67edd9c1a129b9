/** What Next.js knows a part by that is left to the browser: it neither logs that, nor fails a static build. */
export const digest = 'BAILOUT_TO_CLIENT_SIDE_RENDERING'

/**
 * Whether an error only says that a part of the page is left to the browser, as `useSuspenseClient()` leaves it on a
 * server. Next.js knows. All others report it, on the server and in the browser, unless they are told:
 *
 * @param info - what React passes beside the error: React 18 has the digest there.
 *
 * @example
 * renderToPipeableStream(<App />, { onError: (error) => (isExpectedOnServer(error) ? error.digest : report(error)) })
 * hydrateRoot(document, <App />, { onRecoverableError: (error, info) => isExpectedOnServer(error, info) || report(error) })
 */
export const isExpectedOnServer = (error: unknown, info?: object): error is Error & { digest: string } =>
  [error, info].some((told) => (told as { digest?: unknown } | null | undefined)?.digest === digest)
