import type { Life } from '../life'
import type { Request } from '../requests'
import type { World } from '../world'
import { hold } from './broken'

/** Everything is bounded; `Retry-After` is obeyed; hidden and offline tabs are quiet. */
export function rule8Bounded(world: World): void {
  for (const life of world.lives) {
    const { name, network, stimuli, loadedAt } = life
    const { requests } = network
    const most = 8 * stimuli + 2 * world.signals + (Date.now() - loadedAt) / 4000
    hold(
      8,
      requests.length <= most,
      () => `${name} sent ${requests.length} requests, not ${Math.floor(most)}`,
    )
    if (!life.isClockMoved) obeysRetryAfter(life)
    isQuietWhileHidden(life)
  }
}

function obeysRetryAfter({ name, network: { requests } }: Life) {
  const last = new Map<string, Request>()
  for (const request of requests) {
    const { method, path, sentAt } = request
    const refused = requests.findLast(
      (one) =>
        one.order < request.order &&
        one.method === method &&
        one.path === path &&
        one.status === 429 &&
        one.answeredAt! <= sentAt,
    )
    last.set(path, request)
    if (!refused || !isAutomatic(method, path)) continue
    const due = refused.answeredAt! + (refused.retryAfter ?? 0) * 1000
    hold(8, sentAt >= due, () => `${name} sent ${method} ${path} ${due - sentAt} ms before it was allowed`)
  }
}

/** Asked for by the library, and not by the user. */
const isAutomatic = (method: string, path: string) => method === 'GET' && path === '/client'

function isQuietWhileHidden({ calmSince, name, network }: Life) {
  if (calmSince === undefined) return
  const sent = network.requests.find(({ order }) => order > calmSince)
  hold(8, sent === undefined, () => `${name} sent ${sent?.method} ${sent?.path} while it was hidden`)
}
