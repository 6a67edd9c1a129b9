import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { createFrontdeskServer, type ServerContext, serializeInitialState } from 'frontdesk/server'
import { type Context, Hono } from 'hono'
import { renderToReadableStream } from 'react-dom/server'
import { instance } from './config'
import { Document } from './Document'

type Env = { Variables: { frontdesk: ServerContext } }

const { CLERK_SECRET_KEY = '', CLERK_API_URL, ORIGIN, PORT = '3000' } = process.env
// What Vite called the browser's script.
const manifest = JSON.parse(readFileSync('dist/client/.vite/manifest.json', 'utf8'))
const script = `/${manifest['src/client.tsx'].file}`

const frontdesk = createFrontdeskServer({
  ...instance,
  secretKey: CLERK_SECRET_KEY,
  signInUrl: '/sign-in',
  // The box. Left out in production: there it is Clerk's own.
  apiUrl: CLERK_API_URL,
  // Where browsers reach this app. Left out in development: there it is this machine. In production a proxy ends TLS.
  origins: ORIGIN ? [ORIGIN] : undefined,
  trustForwarded: ORIGIN !== undefined,
})

const app = new Hono<Env>()

// Files come first: nobody needs to be known for them.
app.use('/assets/*', serveStatic({ root: './dist/client' }))

app.use(async (c, next) => {
  const resolved = await frontdesk.resolve(c.req.raw)
  // The browser goes to Clerk and back, as the server cannot tell who it is.
  if (resolved.answer) return resolved.answer
  c.set('frontdesk', resolved.context)
  await next()
  resolved.headers.forEach((value, name) => {
    c.header(name, value, { append: name === 'set-cookie' })
  })
})

// For everyone, signed in or not.
app.get('/', page)
app.get('/sign-in', page)

// For who is signed in. Others are sent to sign in, and come back.
app.get('/account', (c) => {
  const { auth } = c.var.frontdesk
  return auth.status === 'signed-in' ? page(c) : auth.deny()
})

// The same as data: others get a 401.
app.get('/api/me', (c) => {
  const { auth } = c.var.frontdesk
  return auth.status === 'signed-in' ? c.json({ userId: auth.userId }) : auth.deny()
})

/** Renders the page of the URL. What takes long below a `<Suspense>` comes after the rest. */
async function page(c: Context<Env>) {
  const { initialState } = c.var.frontdesk
  const html = await renderToReadableStream(
    <Document
      path={c.req.path}
      initialState={initialState}
      serializedState={serializeInitialState(initialState)}
    />,
    { bootstrapModules: [script], onError: (error) => console.error(error) },
  )
  return c.body(html, 200, { 'content-type': 'text/html; charset=utf-8' })
}

serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}`))
