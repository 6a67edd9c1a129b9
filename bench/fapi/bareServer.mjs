// The least a server on the same stack can do: always the same answer, or one token after the other. What a box adds
// to it is measured against it.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { signToken } from './token.mjs'

const app = new Hono()
  .get('/v1/client', (c) => c.json({ response: null, client: null }))
  .post('/tokens', async (c) => c.json({ object: 'token', jwt: await signToken() }))
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }))
})
