import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sdkPackages } from './matrix.mjs'
import { installInto, withFolder } from './packages.mjs'
import { pack } from './packed.mjs'
import { runTests } from './vitest.mjs'

/**
 * Makes an app with each of Clerk's SDKs by what `frontdesk dev` prints for it, and tests it in a browser.
 * @param {(keyof typeof sdkPackages)[]} names
 * @param {string[]} filter names of SDKs, if not all of them; besides, which tests, as vitest is told
 * @returns {Promise<import('./steps.mjs').Count>}
 */
export function testSdks(names, filter) {
  const chosen = names.filter((name) => filter.includes(name))
  const tested = chosen.length > 0 ? chosen : names
  return withFolder(async (root) => {
    const tarball = await pack(root)
    for (const name of tested) {
      mkdirSync(join(root, name))
      writeFileSync(join(root, name, 'package.json'), '{ "private": true, "type": "module" }')
      await installInto(join(root, name), [tarball, ...sdkPackages[name]])
    }
    return runTests('sdks', {
      filter: filter.filter((word) => !chosen.some((name) => name === word)),
      env: { SDKS: root, SDKS_NAMES: tested.join() },
    })
  })
}
