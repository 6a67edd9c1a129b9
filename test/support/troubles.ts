/** What `GET /v1/client` may meet and what passes, with the code of its error: for `describe.each`. */
export const passingTroubles = [
  ['a 503', { status: 503 }, 'maintenance_mode'],
  ['a network that is down', { cut: true }, 'network_error'],
  ['no answer in 7 s', { delay: 60_000 }, 'timeout'],
] as const
