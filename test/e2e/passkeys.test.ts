import { describe } from 'vitest'
import { addAuthenticator } from '../support/authenticator'
import { alice } from './mainJob'
import { type Site, test } from './stage'

describe.concurrent.each(['test', 'live'] as const)('passkeys on a real device, with a %s key', (keyType) => {
  test('behavior: made, renamed, used to sign in, filled in, and removed', async ({
    startBox,
    openBrowser,
  }) => {
    const box = await startBox({ keyType })
    const browser = await openBrowser(box)
    const tab = await browser.openTab({ passkeys: 'button' })
    await addAuthenticator(await tab.page.context().newCDPSession(tab.page))
    await tab.shows({ connection: 'ready', session: 'signed-out' })
    await tab.press('Use a passkey')
    await tab.shows({ outcome: 'passkey_cancelled' })
    await tab.signIn(alice)
    await tab.shows({ user: alice, outcome: 'done' })
    await tab.press('Add a passkey')
    await tab.page.getByRole('button', { name: 'Remove Passkey' }).waitFor()
    await tab.shows({ outcome: 'done' })
    await tab.press('Add a passkey')
    await tab.shows({ outcome: 'passkey_already_exists' })
    await tab.press('Rename Passkey')
    await tab.page.getByRole('button', { name: 'Remove Mine' }).waitFor()
    await tab.press(`Sign out ${alice}`)
    await tab.shows({ session: 'signed-out', outcome: 'done' })
    await tab.press('Use a passkey')
    await tab.shows({ user: alice, outcome: 'done' })
    await tab.press(`Sign out ${alice}`)
    await tab.shows({ session: 'signed-out' })
    const url = new URL(tab.page.url())
    const config = JSON.parse(url.searchParams.get('config')!)
    url.searchParams.set('config', JSON.stringify({ ...config, passkeys: 'autofill' }))
    await tab.page.goto(url.href)
    await tab.shows({ user: alice })
    await tab.press('Remove Mine')
    await tab.page.getByRole('button', { name: 'Remove Mine' }).waitFor({ state: 'detached' })
  })
})

test('error: at an address, which browsers bind no passkey to', async ({ startBox, openBrowser }) => {
  const site: Site = '127.0.0.1'
  const tab = await (await openBrowser(await startBox({ keyType: 'test' }), site)).openTab({
    passkeys: 'button',
  })
  await addAuthenticator(await tab.page.context().newCDPSession(tab.page))
  await tab.shows({ connection: 'ready', session: 'signed-out' })
  await tab.press('Use a passkey')
  await tab.shows({ outcome: 'passkey_wrong_domain' })
})
