/** What Next.js knows a part by that is left to the browser: it neither logs that, nor fails a static build. */
export const digest = 'BAILOUT_TO_CLIENT_SIDE_RENDERING'

/**
 * Whether an error only says that a part of the page is left to the browser, as `useSuspenseClient()` leaves it on a
 * server. Next.js knows. All others report it, on the server and in the browser, unless they are told:
 *
 * @example
 * renderToPipeableStream(<App />, { onError: (error) => (isExpectedOnServer(error) ? error.digest : report(error)) })
 * hydrateRoot(document, <App />, { onRecoverableError: (error) => isExpectedOnServer(error) || report(error) })
 */
export const isExpectedOnServer = (error: unknown): error is Error & { digest: string } =>
  (error as { digest?: unknown } | undefined)?.digest === digest
