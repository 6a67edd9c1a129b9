/**
 * Nothing is installed that was published later: neither what is named here nor what that needs. So these lists are
 * as exact as a lock file.
 */
export const publishedBefore = '2026-11-20'

const testingLibrary = ['@testing-library/react@16.3.3', '@testing-library/dom@10.4.2']
const react18 = ['react@18.3.1', 'react-dom@18.3.1']
const react19 = ['react@19.0.0', 'react-dom@19.0.0']
const lowestQuery = ['@tanstack/react-query@5.63.0', '@tanstack/react-query-persist-client@5.63.0']
const newestQuery = '@tanstack/react-query@5.108.0'
const newestPersister = '@tanstack/react-query-persist-client@5.104.5'

/**
 * What unit tests run with instead of what package.json names. `floors` are the lowest versions that its ranges allow.
 * @type {Record<string, { packages: string[], tests: string[] }>}
 */
export const unitTests = {
  floors: {
    packages: [...react18, ...lowestQuery, ...testingLibrary, 'zustand@5.0.0'],
    tests: ['src/react'],
  },
  'react-18': {
    packages: [...react18, newestQuery, newestPersister, ...testingLibrary],
    tests: ['src/react'],
  },
  'query-floor': { packages: [...react19, ...lowestQuery, ...testingLibrary], tests: ['src/react'] },
  'box-floors': { packages: ['valibot@1.0.0'], tests: ['src/fapi', 'src/cli'] },
  'server-floors': { packages: ['@clerk/backend@3.16.10'], tests: ['src/server'] },
}

/** Versions of Node that the built command and library run on. */
export const nodes = ['20.0.0', '22.23.5', '24.22.3']

/** Versions of TypeScript that take the declarations, and what those are checked beside. */
export const typeScripts = ['5.4.2', '7.0.2']
export const declarations = ['react@19.3.1', newestQuery, '@types/react@19.2.0', '@types/node@20.19.43']

const app = ['react@19.3.1', 'react-dom@19.3.1', newestQuery]

/**
 * Bundlers, and how each builds the app of `test/packed/bundled` into a folder of its name in `out`.
 * @type {Record<string, { packages: string[], build: string[] }>}
 */
export const bundlers = {
  rspack: { packages: ['@rspack/core@2.3.3'], build: ['node', 'rspack.mjs'] },
  esbuild: {
    packages: ['esbuild@0.28.2'],
    build: [
      ...[
        'esbuild',
        'main.jsx',
        '--bundle',
        '--format=esm',
        '--jsx=automatic',
        '--outfile=out/esbuild/main.js',
      ],
      ...['--define:process.env.NODE_ENV="production"', '--log-level=warning'],
    ],
  },
  parcel: {
    packages: ['parcel@2.16.4'],
    build: ['parcel', 'build', 'index.html', '--dist-dir', 'out/parcel', '--no-cache', '--no-autoinstall'],
  },
  next: { packages: ['next@16.4.6'], build: ['next', 'build'] },
}
export const bundledApp = app

export const jest = [
  ...app,
  ...testingLibrary,
  ...['jest@30.5.2', 'jest-environment-jsdom@30.5.2', 'babel-jest@30.5.2'],
  ...['@babel/core@7.28.5', '@babel/preset-env@7.28.5', '@babel/preset-react@7.28.5'],
]

const newestReact = ['react@19', 'react-dom@19']
/** For what is too young for the Node that runs this: an app's own comes first on the PATH. */
const node22 = `node@npm:node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@22.23.5`
const clerkScripts = ['@clerk/clerk-js@6.40.0', '@clerk/ui@1.34.0']

/** What an app with each of Clerk's SDKs has installed, by the name that `frontdesk dev --for` takes. */
export const sdkPackages = {
  express: ['express@5', '@clerk/express@2', '@clerk/clerk-js@6.40.0'],
  fastify: ['fastify@5', '@clerk/fastify@3', '@clerk/clerk-js@6.40.0'],
  hono: ['hono@4', '@hono/node-server@2', '@clerk/hono@0.1', '@clerk/clerk-js@6.40.0'],
  'hono-auth': [
    ...['hono@4', '@hono/node-server@2', '@hono/clerk-auth@3', '@clerk/backend@3', '@clerk/clerk-js@6.40.0'],
  ],
  vite: ['vite@8', '@vitejs/plugin-react@6', '@clerk/react@6.18.0', ...clerkScripts, ...newestReact],
  'react-router': [
    ...['react-router', '@react-router/dev', '@react-router/node'].map((name) => `${name}@7.18.4`),
    ...['vite@7', 'isbot@5', '@clerk/react-router@3', ...clerkScripts, ...newestReact],
  ],
  astro: [node22, 'astro@7', '@astrojs/node@11', '@clerk/astro@4', ...clerkScripts],
  vue: ['vite@8', '@vitejs/plugin-vue@6', 'vue@3.5', '@clerk/vue@2', ...clerkScripts],
  tanstack: [
    ...[node22, 'vite@8', '@vitejs/plugin-react@6', '@clerk/tanstack-react-start@1'],
    ...['@tanstack/react-start@1.169', '@tanstack/react-router@1.170', ...clerkScripts, ...newestReact],
  ],
  nuxt: [node22, 'nuxt@4.4.5', 'vue@3.5', '@clerk/nuxt@3', '@clerk/backend@3', ...clerkScripts],
  svelte: [
    ...['vite@8', '@sveltejs/kit@2', '@sveltejs/vite-plugin-svelte@7', 'svelte@5', 'svelte-clerk@1'],
    ...clerkScripts,
  ],
  extension: [
    ...['vite@8', '@vitejs/plugin-react@6', '@clerk/chrome-extension@3'],
    ...[...clerkScripts, ...newestReact],
  ],
  // Without React Native, for which its client in Node needs a stand-in.
  expo: [
    ...['--legacy-peer-deps', '@clerk/expo@4', '@clerk/clerk-js@6.40.0', '@clerk/react@6.18.0'],
    ...newestReact,
  ],
  testing: [
    ...['@playwright/test@1', '@clerk/testing@2', '@clerk/backend@3'],
    ...['express@5', '@clerk/express@2', '@clerk/clerk-js@6.40.0'],
  ],
  next: [
    'next@16',
    '@clerk/nextjs@7',
    ...clerkScripts,
    ...newestReact,
    'typescript@6.0.3',
    '@types/react@19',
    '@types/node@20',
  ],
}
