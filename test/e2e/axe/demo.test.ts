import type { Browser } from 'playwright'
import { afterAll, beforeAll, test } from 'vitest'
import { inbox } from '../../../examples/spa/components/inbox/plugin'
import { launchBrowser } from '../../support/browser'
import { type ServedApp, serveApp } from '../../support/serveApp'
import { organizations, strategies, users } from '../demo/people'
import { until, visit } from '../demo/visitor'
import { type ServedBox, startBox } from '../stage'
import { expectNoFault } from './look'

let chromium: Browser
let box: ServedBox
let demo: ServedApp

beforeAll(async () => {
  ;[chromium, box] = await Promise.all([
    launchBrowser(),
    startBox({ users, organizations, strategies, clientTrust: true }),
  ])
  const env = {
    VITE_FRONTDESK_PUBLISHABLE_KEY: box.fapi.publishableKey,
    VITE_FRONTDESK_PROXY_URL: box.url,
  }
  const { hostname } = new URL(box.url)
  demo = await serveApp('examples/spa', env, hostname, [inbox(box.url, box.fapi.controlSecret)])
})

afterAll(() => Promise.all([chromium?.close(), demo?.close(), box?.stop()]))

test('behavior: the demo shuts nobody out, from the first account to the second, nor without a network', async () => {
  const visitor = await visit(chromium, box, demo.url)
  const { page } = visitor
  const heading = (name: string) => page.getByRole('heading', { name }).waitFor()
  await heading('Who is it?')
  await expectNoFault(page, 'signed out')

  await visitor.begins('alice@example.com')
  await heading('Enter your password')
  await visitor.button('E-mail me a code').click()
  await visitor.button(/^\d{6}: use it$/).waitFor()
  await expectNoFault(page, 'a code was sent')
  await visitor.enters(await visitor.code('alice@example.com'))
  await visitor.shows('alice@example.com')
  await page.getByRole('list', { name: 'Devices' }).getByRole('listitem').first().waitFor()
  await expectNoFault(page, 'signed in')

  await visitor.button('Add account').click()
  await visitor.begins('nobody@example.com')
  await visitor.isToldOf('E-mail address, phone number or username', 'No account has this name')
  await expectNoFault(page, 'adding an account that nobody has')
  await visitor.begins('bob@example.com')
  await heading('Enter your password')
  await visitor.enters('bob-password')
  await visitor.shows('bob@example.com')
  await page.context().setOffline(true)
  await page.getByText('Offline', { exact: true }).waitFor()
  await visitor.button('Frontdesk devtools').click()
  await page
    .getByRole('region', { name: 'Frontdesk devtools' })
    .getByText('POST /client/sign_ins')
    .first()
    .waitFor()
  await expectNoFault(page, 'two accounts, the devtools open, no network')
  await page.context().setOffline(false)

  const mend = box.fapi.fault({ path: '/v1/client', status: 403 })
  await page.reload()
  await visitor.button('Retry now').waitFor()
  await until(() => page.getByRole('status', { name: 'Connection' }).textContent(), 'Error')
  await expectNoFault(page, 'the client cannot be loaded')
  mend()
  await visitor.close()
})
