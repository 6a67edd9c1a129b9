import { expect } from 'vitest'
import { quiet, requests, type Scenarios } from '../scenario'

/** How clerk-js loads where nobody is signed in. */
export const boot = {
  'behavior: clerk-js loads without a client, and makes none': async (stage) => {
    const tab = await stage.openTab()
    expect(await tab.facts()).toMatchObject({ status: 'ready', client: null, session: null, sessions: [] })
    await quiet(stage)
    const dev = ['POST /v1/dev_browser 200', 'PATCH /v1/environment 200', 'GET /v1/client 200']
    const live = ['GET /v1/environment 200', 'GET /v1/client 200']
    expect(requests(stage).sort()).toEqual((stage.keyType === 'test' ? dev : live).sort())
    expect(stage.fapi.clients).toEqual([])
  },
} satisfies Scenarios

/** What happens with test keys only. */
export const developmentBoot = {
  'behavior: a development browser is made once, and kept over a reload': async (stage) => {
    const tab = await stage.openTab()
    const [{ token } = { token: '' }] = stage.fapi.devBrowsers
    await tab.reload()
    expect(stage.fapi.devBrowsers.map((browser) => browser.token)).toEqual([token])
    const cookies = await tab.cookies()
    expect(cookies.filter(({ name }) => name.startsWith('__clerk_db_jwt')).map(({ value }) => value)).toEqual(
      [token, token],
    )
  },
} satisfies Scenarios
