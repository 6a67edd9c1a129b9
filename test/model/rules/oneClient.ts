import type { World } from '../world'
import { hold } from './broken'

/**
 * One client: all tabs together make at most one at a time, and one dev browser. Where a tab had reason not to
 * wait for a lock any longer, and where there are none, one for each page load.
 */
export function rule1OneClient({ fapi, isDelayed, lives, scene }: World): void {
  const pages = new Set(lives.map(({ page }) => page)).size
  const most = scene.locks === 'work' && !isDelayed ? 1 : pages + 1
  const clients = fapi.clients.length
  hold(1, clients <= most, () => `there are ${clients} clients, made by ${pages} loads`)

  const refused = lives
    .flatMap(({ network }) => network.requests)
    .filter(({ path, status }) => path === '/dev_browser' && status !== 200).length
  const browsers = fapi.devBrowsers.length
  hold(1, browsers <= most + refused, () => `there are ${browsers} dev browsers, made by ${pages} loads`)
}
