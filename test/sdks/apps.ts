import { recipes } from '../../src/cli/recipes'

/** An app that does what its recipe says, and no more than it needs besides. */
export interface App {
  /** What its files hold, by path. */
  files: Record<string, string>
  /** What starts it, on the port in the variable PORT. */
  start: string[]
  /** Whether its pages have Clerk's components; else they have Clerk's script. */
  hasComponents: boolean
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

  vite: {
    files: {
      ...Object.fromEntries(filesOf('vite')),
      'index.html': '<div id="root"></div><script type="module" src="/src/main.tsx"></script>',
    },
    start: ['sh', '-c', 'npx vite --port $PORT --strictPort'],
    hasComponents: true,
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
  },
}

function server(main: string): App {
  return {
    files: { 'server.mjs': `${main}\n${page}\n` },
    start: ['node', 'server.mjs'],
    hasComponents: false,
  }
}

/** What the recipe of a server says to write into it. */
function code(name: string): string {
  return codeOf(name, '')
}

function codeOf(name: string, start: string): string {
  return filesOf(name).find(([path]) => path.startsWith(start))![1]
}

/** The files of a recipe, without what is said about each beside its path. */
function filesOf(name: string): [string, string][] {
  const recipe = recipes.find((recipe) => recipe.name === name)!
  return recipe.files.map(({ path, code }) => [path.replace(/,? .*/, ''), code])
}
