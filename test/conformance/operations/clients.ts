import { foreign, type Step } from './drive'

export const clients: Step[] = [
  async ({ open }) => {
    const caller = await open()
    await caller.call('GET', '/v1/client')
    await caller.call('DELETE', '/v1/client')
    await caller.call('DELETE', '/v1/client/sessions')
    await caller.call('POST', '/v1/client')
    await caller.call('PUT', '/v1/client')
    await caller.signIn('alice')
    await caller.signIn('bob')
    await caller.call('GET', '/v1/client')
    await caller.call('DELETE', '/v1/client/sessions')
    await caller.call('DELETE', '/v1/client')
    await caller.call('GET', '/v1/client', { headers: foreign })
    await caller.call('DELETE', '/v1/client', { headers: foreign })
  },
  async ({ open }) => {
    for (const missingClient of [401, 404] as const) {
      await (await open({ missingClient })).call('GET', '/v1/client')
    }
  },
  async ({ open }) => {
    const caller = await open()
    for (const method of ['GET', 'PATCH']) {
      await caller.call(method, '/v1/environment')
      await caller.call(method, '/v1/environment', { headers: foreign })
    }
    await caller.call('POST', '/v1/dev_browser', { headers: foreign })
    await caller.call('POST', '/v1/dev_browser')
    await caller.call('GET', '/v1/nowhere')
    await caller.call('PATCH', '/v1/client')
  },
  // A development browser that the box does not know.
  async ({ open }) => {
    const caller = await open()
    caller.credentials.devBrowser = 'dvb_unknown'
    for (const method of ['GET', 'PATCH']) await caller.call(method, '/v1/environment')
    await caller.call('GET', '/v1/client')
    await caller.call('DELETE', '/v1/client/sessions')
  },
]
