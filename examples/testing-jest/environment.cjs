const { TestEnvironment } = require('jest-environment-jsdom')

const ofNode = [
  ...['fetch', 'Headers', 'Request', 'Response', 'FormData', 'URL', 'URLSearchParams'],
  ...[
    'AbortController',
    'AbortSignal',
    'TextEncoder',
    'TextDecoder',
    'Uint8Array',
    'crypto',
    'structuredClone',
  ],
]

/** jsdom, with Node's fetch and Web Crypto, and what goes with them. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup()
    for (const name of ofNode)
      Object.defineProperty(this.global, name, {
        value: globalThis[name],
        configurable: true,
        writable: true,
      })
  }
}
