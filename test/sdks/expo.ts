/** A phone of React Native as far as Clerk's client for it looks, in Node. Says what it found, in JSON. */
export const expoFiles = {
  'phone.cjs': `const Module = require('node:module')
globalThis.window = globalThis
const native = new Proxy({ Platform: { OS: 'ios', constants: {} } }, {
  get: (known, name) => (name in known ? known[name] : () => undefined),
})
const load = Module._load
Module._load = (name, ...rest) => (/^(react-native|expo)\\b/.test(name) ? native : load(name, ...rest))

const kept = new Map()
const tokenCache = {
  getToken: async (key) => kept.get(key),
  saveToken: async (key, token) => void kept.set(key, token),
}
const { getClerkInstance } = require('@clerk/expo')
const clerk = getClerkInstance({
  publishableKey: process.env.EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY,
  proxyUrl: process.env.EXPO_PUBLIC_CLERK_PROXY_URL,
  tokenCache,
})

async function main() {
  await clerk.load({ standardBrowser: false, experimental: { runtimeEnvironment: 'headless' } })
  const before = clerk.user
  const { createdSessionId: session } = await clerk.client.signIn.create({
    identifier: 'alice@example.com', password: 'alice-password' })
  await clerk.setActive({ session })
  const userId = clerk.user.id
  const again = await clerk.session.getToken({ skipCache: true })
  const isKept = kept.size > 0
  await clerk.signOut()
  console.log(JSON.stringify({ before, userId, isToken: again.split('.').length === 3, isKept, after: clerk.user }))
}
// Its timers would go on.
main().then(() => process.exit())
`,
}
