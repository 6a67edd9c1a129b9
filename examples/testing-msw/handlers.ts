import { createFapi } from 'frontdesk/fapi'
import { http } from 'msw'

export const fapi = createFapi()

/** Where the app has the Frontend API: its `proxyUrl`, or the host that its key names. */
const address = 'http://localhost:4400'

// The page's origin stands beside the request, as no program may set that header.
export const handlers = [
  http.all(`${address}/*`, ({ request }) => fapi.fetch(request, { origin: location.origin })),
]
