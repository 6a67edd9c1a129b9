import { join } from 'node:path'

/**
 * A Vite plugin: what the folder `OTHER_VERSIONS` has in its `node_modules` is taken from there, by the sources and
 * the tests. Packages in there find each other by themselves.
 *
 * @returns {import('vite').Plugin | undefined}
 */
export function otherVersions() {
  const folder = process.env.OTHER_VERSIONS
  if (!folder) return undefined
  return {
    name: 'other-versions',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!/^[a-z@]/.test(source) || !importer || importer.includes('/node_modules/')) return null
      return this.resolve(source, join(folder, 'package.json'), { ...options, skipSelf: true }).catch(
        () => null,
      )
    },
  }
}
