// The least a server on the same stack can do: one answer, always the same. What a box adds to it is measured against it.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono().get('/v1/client', (c) => c.json({ response: null, client: null }))
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }))
})
