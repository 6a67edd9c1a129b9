import type { Life } from '../life'
import type { World } from '../world'
import { hold } from './broken'

/**
 * One client: all tabs together make at most one at a time, and one dev browser. Where a tab had reason not to
 * wait for a lock any longer, and where there are none, one for each page load; so where the browser keeps none.
 */
export function rule1OneClient(world: World): void {
  const { fapi, isDelayed, keepsClients, lives, scene } = world
  const pages = new Set(lives.map(({ page }) => page)).size
  const most = !keepsClients ? pages : scene.locks === 'work' && !isDelayed ? 1 : pages + 1
  if (keepsClients) {
    const clients = fapi.clients.length
    hold(1, clients <= most, () => `there are ${clients} clients, made by ${pages} loads`)
  } else for (const life of lives) fewAreMade(world, life)

  const refused = lives
    .flatMap(({ network }) => network.requests)
    .filter(({ path, status }) => path === '/dev_browser' && status !== 200).length
  const browsers = fapi.devBrowsers.length
  hold(1, browsers <= most + refused, () => `there are ${browsers} dev browsers, made by ${pages} loads`)
}

/** After two in a row that a page has not found again it creates no more. */
function fewAreMade({ actions }: World, { name, page }: Life) {
  const made = page
    .flatMap(({ network }) => network.requests)
    .filter(({ method, path, status }) => method === 'POST' && path === '/client' && status === 200).length
  const destroyed = actions.filter(
    (action) => action.name === 'sign out all' && page.includes(action.life),
  ).length
  hold(1, made <= 2 + destroyed, () => `the page of ${name} has made ${made} clients`)
}
