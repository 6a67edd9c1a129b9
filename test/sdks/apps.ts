import { codeOf, filesOf } from './recipeCode'

/** An app that does what its recipe says, and no more than it needs besides. */
export interface App {
  /** What its files hold, by path. */
  files: Record<string, string>
  /** What starts it, on the port in the variable PORT, with the environment file that its recipe names. */
  start: string[]
  /** Whether its pages have Clerk's components; else they have Clerk's script. */
  hasComponents: boolean
  /** Whether a server writes who is signed in into the page's heading. */
  hasServer: boolean
}

/** A page that says who is signed in, with Clerk's script as the box serves it. */
const page = `const page = (userId) => \`<!doctype html><title>App</title><h1>\${userId ?? 'nobody'}</h1>
<script src="/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js" data-clerk-proxy-url="/__clerk"
  data-clerk-publishable-key="\${process.env.CLERK_PUBLISHABLE_KEY}"></script>\``

export const apps: Record<string, App> = {
  express: server(`import { getAuth } from '@clerk/express'
import express from 'express'
const app = express()
${code('express')}
app.get('/', (req, res) => res.type('html').send(page(getAuth(req).userId)))
app.listen(process.env.PORT)`),

  fastify: server(`import { getAuth } from '@clerk/fastify'
import Fastify from 'fastify'
const app = Fastify()
${code('fastify')}
app.get('/', (req, reply) => reply.type('text/html').send(page(getAuth(req).userId)))
app.listen({ port: process.env.PORT })`),

  hono: server(`import { getAuth } from '@clerk/hono'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const app = new Hono()
${code('hono')}
app.get('/', (c) => c.html(page(getAuth(c).userId)))
serve({ fetch: app.fetch, port: process.env.PORT })`),

  'hono-auth': server(`import { getAuth } from '@hono/clerk-auth'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const app = new Hono()
${code('hono-auth')}
app.get('/', (c) => c.html(page(getAuth(c).userId)))
serve({ fetch: app.fetch, port: process.env.PORT })`),

  vite: {
    files: {
      ...Object.fromEntries(filesOf('vite')),
      'index.html': '<div id="root"></div><script type="module" src="/src/main.tsx"></script>',
    },
    start: ['sh', '-c', 'npx vite --port $PORT --strictPort'],
    hasComponents: true,
    hasServer: false,
  },

  'react-router': {
    files: {
      ...Object.fromEntries(filesOf('react-router')),
      'app/routes/sign-up.tsx': codeOf('react-router', 'app/routes/sign-in').replaceAll('SignIn', 'SignUp'),
      'app/routes/home.tsx': `import { getAuth } from '@clerk/react-router/server'
export const loader = async (args) => ({ userId: (await getAuth(args)).userId })
export default function Home({ loaderData }) { return <h1>{loaderData.userId ?? 'nobody'}</h1> }
`,
    },
    start: ['sh', '-c', 'npx react-router dev --port $PORT --strictPort'],
    hasComponents: true,
    hasServer: true,
  },

  astro: {
    files: {
      ...Object.fromEntries(filesOf('astro')),
      'src/pages/sign-up/[...rest].astro': codeOf('astro', 'src/pages/sign-in').replaceAll(
        'SignIn',
        'SignUp',
      ),
      'src/pages/index.astro': `---
import Layout from '../layouts/Layout.astro'
---
<Layout><h1>{Astro.locals.auth().userId ?? 'nobody'}</h1></Layout>
`,
    },
    start: ['sh', '-c', 'npx astro dev --port $PORT'],
    hasComponents: true,
    hasServer: true,
  },

  vue: {
    files: {
      ...Object.fromEntries(filesOf('vue')),
      'index.html': '<div id="app"></div><script type="module" src="/src/main.ts"></script>',
    },
    start: ['sh', '-c', 'npx vite --port $PORT --strictPort'],
    hasComponents: true,
    hasServer: false,
  },

  tanstack: {
    files: {
      ...Object.fromEntries(filesOf('tanstack')),
      'src/routes/sign-up.$.tsx': codeOf('tanstack', 'src/routes/sign-in')
        .replaceAll('SignIn', 'SignUp')
        .replaceAll('sign-in', 'sign-up'),
      'src/router.tsx': `import { createRouter } from '@tanstack/react-router'
import { routeTree } from './routeTree.gen'
export const getRouter = () => createRouter({ routeTree })
`,
      'src/routes/index.tsx': `import { auth } from '@clerk/tanstack-react-start/server'
import { createFileRoute } from '@tanstack/react-router'
import { createServerFn } from '@tanstack/react-start'
const known = createServerFn().handler(async () => ({ userId: (await auth()).userId }))
export const Route = createFileRoute('/')({ loader: () => known(), component: Home })
function Home() { return <h1>{Route.useLoaderData().userId ?? 'nobody'}</h1> }
`,
    },
    start: ['sh', '-c', 'npx vite --port $PORT --strictPort'],
    hasComponents: true,
    hasServer: true,
  },

  nuxt: {
    files: {
      ...Object.fromEntries(filesOf('nuxt')),
      'app/pages/sign-up.vue': codeOf('nuxt', 'app/pages/sign-in').replaceAll('SignIn', 'SignUp'),
      'app/pages/index.vue': `<script setup>
const known = useState('known', () => useRequestEvent()?.context.auth().userId ?? 'nobody')
</script>
<template><h1>{{ known }}</h1></template>
`,
    },
    start: ['sh', '-c', 'npx nuxt dev --port $PORT'],
    hasComponents: true,
    hasServer: true,
  },

  svelte: {
    files: {
      ...Object.fromEntries(filesOf('svelte')),
      'src/routes/sign-up/[...rest]/+page.svelte': codeOf('svelte', 'src/routes/sign-in').replaceAll(
        'SignIn',
        'SignUp',
      ),
      'src/routes/+page.server.ts': `export const load = ({ locals }) => ({ userId: locals.auth().userId })
`,
      'src/routes/+page.svelte': `<script>
  const { data } = $props()
</script>
<h1>{data.userId ?? 'nobody'}</h1>
`,
      'src/app.html':
        '<!doctype html><html lang="en"><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
      'svelte.config.js': 'export default {}\n',
    },
    start: ['sh', '-c', 'npx vite --port $PORT --strictPort'],
    hasComponents: true,
    hasServer: true,
  },

  next: {
    files: {
      ...Object.fromEntries(filesOf('next')),
      'app/sign-up/[[...sign-up]]/page.tsx': codeOf('next', 'app/sign-in').replaceAll('SignIn', 'SignUp'),
      'app/page.tsx':
        'import { auth } from "@clerk/nextjs/server"\n' +
        'export default async function Page() { return <h1>{(await auth()).userId ?? "nobody"}</h1> }\n',
    },
    start: ['sh', '-c', 'npx next dev -p $PORT'],
    hasComponents: true,
    hasServer: true,
  },
}

function server(main: string): App {
  return {
    files: { 'server.mjs': `${main}\n${page}\n` },
    start: ['node', '--env-file=.env', 'server.mjs'],
    hasComponents: false,
    hasServer: true,
  }
}

/** What the recipe of a server says to write into it. */
function code(name: string): string {
  return codeOf(name, '')
}
