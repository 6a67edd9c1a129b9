import { expect, test } from 'vitest'
import { alice, booted, createWorld } from '../../../test/support/world'
import { retry } from '../actions/retry'
import { tapWith } from './tap'

test('behavior: whoever looks on sees requests and locks, and no more once that ends', async () => {
  const world = await createWorld({ signedIn: [alice] })
  const { frontdesk } = world.open({ mount: false })
  const { _internal: engine } = frontdesk
  const { ambient } = engine
  const seen: string[] = []
  tapWith(engine, {
    fetch(url, init) {
      seen.push(new URL(url).pathname)
      return ambient.fetch(url, init)
    },
    locks: {
      request(name, options, callback) {
        seen.push(name.split('.').at(-1)!)
        return ambient.locks!.request(name, options, callback)
      },
    },
  })
  frontdesk.mount()
  await booted(frontdesk)
  expect(seen).toEqual(['bootstrap', '/v1/client'])
  // A provider finds its handle by these: they stay as they were given.
  expect(engine.ambient).toBe(ambient)
  tapWith(engine, undefined)
  await retry(frontdesk)
  expect(seen).toHaveLength(2)
  expect(world.requests('GET /client')).toHaveLength(2)
  frontdesk.unmount()
})
