import { expect, test } from 'vitest'
import { createBrowser, createFapi } from '../../fapi'
import { sharedKey } from '../testCaller'

const urls = { redirect_url: '/sso-callback', action_complete_redirect_url: '/home' }

/** A page begins, its browser goes to the provider and comes back by itself, with its cookies. */
async function goThrough(keyType: 'test' | 'live', fapiUrl?: string) {
  const fapi = createFapi({ keyType, signingKey: await sharedKey() })
  const browser = createBrowser({ fapi, fapiUrl })
  const { ambient } = browser.openTab()
  const page = ambient.page.url()
  const base = fapiUrl
    ? new URL(fapiUrl, page).href.replace(/\/$/, '')
    : `https://${atob(fapi.publishableKey.split('_')[2]!).replace('$', '')}`
  const ask = async (path: string, form: Record<string, string>) => {
    const response = await ambient.fetch(`${base}/v1/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      credentials: 'include',
    })
    return response.json()
  }
  const token = keyType === 'test' ? `?__clerk_db_jwt=${(await ask('dev_browser', {})).token}` : ''
  const { response } = await ask(`client/sign_ins${token}`, {
    strategy: 'oauth_google',
    redirect_url: new URL(urls.redirect_url, page).href,
    action_complete_redirect_url: urls.action_complete_redirect_url,
  })
  const url: string = response.first_factor_verification.external_verification_redirect_url
  const visit = await browser.visit(url, () => new Response('home'), {
    body: new URLSearchParams({ email_address: 'alice@example.com' }),
  })
  return { fapi, base, url, visit, home: new URL('/home', page).href, token }
}

test.each([
  ['test', undefined],
  ['test', 'http://localhost:4400'],
  ['test', '/__clerk'],
  ['live', undefined],
  ['live', '/__clerk'],
] as const)(
  'behavior: a browser goes by a provider and back, with a %s key and the box at %s',
  async (keyType, fapiUrl) => {
    const { fapi, base, url, visit, home, token } = await goThrough(keyType, fapiUrl)
    expect(url.startsWith(`${base}/v1/oauth_provider?state=`)).toBe(true)
    expect(visit.url).toBe(home + token)
    expect(await visit.response.text()).toBe('home')
    expect(visit.chain.map(({ status }) => status)).toEqual([303, 303, 200])
    expect(fapi.sessions).toMatchObject([{ identifier: 'alice@example.com', status: 'active' }])
  },
)
