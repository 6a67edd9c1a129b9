import { brotliCompressSync, constants } from 'node:zlib'
import { bundle } from './bundle.mjs'

const three = ['ClientProvider', 'useClient', 'useSignOutAll']
const usual = [
  ...['ClientProvider', 'Show', 'useClient', 'useUser', 'useSession', 'useSessions', 'useSetActive'],
  ...['useSignIn', 'useSignOut', 'useSignOutAll', 'useGetToken'],
]

/**
 * What the library may weigh, in bytes. `goal`: where it is to come down to, where it is not there yet.
 * `onlyLoaded`: without what a page with a live key never asks for. `inPages`: what users of an app download.
 */
export const weights = [
  {
    name: `${listed(three)}, all that can be reached`,
    code: exporting(three),
    limit: 12_240,
    goal: 7_500,
    inPages: true,
  },
  {
    name: 'the same, as a page with a live key loads it',
    code: exporting(three),
    onlyLoaded: true,
    limit: 11_235,
    goal: 7_000,
    inPages: true,
  },
  {
    name: 'a usual app: eleven exports, see bench/size.mjs',
    code: exporting(usual),
    limit: 17_310,
    goal: 10_500,
    inPages: true,
  },
  {
    name: 'the three, and through a provider and back',
    code: exporting([...three, 'useSignInWithRedirect', 'useRedirectCallback']),
    limit: 14_780,
    inPages: false,
  },
  {
    name: 'everything of frontdesk',
    code: `export * from 'frontdesk'`,
    limit: 29_495,
    goal: 10_500,
    inPages: true,
  },
  {
    name: 'everything of frontdesk/server',
    code: `export * from 'frontdesk/server'`,
    limit: 9_950,
    goal: 6_000,
    inPages: false,
  },
  {
    name: '{ createFapi, createBrowser } of frontdesk/fapi, as a password sign-in loads them',
    code: `export { createFapi, createBrowser } from 'frontdesk/fapi'`,
    onlyLoaded: true,
    limit: 42_000,
    goal: 38_000,
    inPages: false,
  },
  {
    name: 'everything of frontdesk/fapi, its browser and the other ways in too',
    code: `export * from 'frontdesk/fapi'`,
    limit: 84_000,
    inPages: false,
  },
]

/**
 * What `code` and all it imports weigh as a production bundle, each chunk compressed by itself.
 * @param {string} code
 * @param {{ folder?: string, external?: string[], onlyLoaded?: boolean | undefined }} [options] `folder`: where
 *   imports are resolved from; `onlyLoaded`: without what only an `import()` asks for
 * @returns {Promise<{ minified: number, brotli: number }>} bytes
 */
export async function weigh(code, { onlyLoaded = false, ...options } = {}) {
  const chunks = (await bundle(code, options)).filter(({ isLoaded }) => isLoaded || !onlyLoaded)
  const contents = chunks.map(({ text }) => Buffer.from(text))
  return { minified: sum(contents.map(({ length }) => length)), brotli: sum(contents.map(brotli)) }
}

/** To what `weighExports` adds each export: its heading. */
export const base = listed(three)

/**
 * What each value that `frontdesk` exports adds to `base`; one of these, to the others.
 * @returns {Promise<{ name: string, minified: number, brotli: number }[]>} bytes
 */
export async function weighExports() {
  const names = Object.keys(await import('frontdesk'))
  return Promise.all(
    names.map(async (name) => {
      const others = three.filter((other) => other !== name)
      const [without, withIt] = await Promise.all([
        weigh(exporting(others)),
        weigh(exporting([...others, name])),
      ])
      return {
        name,
        minified: withIt.minified - without.minified,
        brotli: withIt.brotli - without.brotli,
      }
    }),
  )
}

/** @param {Uint8Array} contents */
export function brotli(contents) {
  return brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

/** @param {string[]} names */
function listed(names) {
  return `{ ${names.join(', ')} }`
}

/** @param {string[]} names */
function exporting(names) {
  return `export ${listed(names)} from 'frontdesk'`
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
