import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser'
import { occupy } from './ports'
import { type Program, startProgram } from './program'

const root = fileURLToPath(new URL('../..', import.meta.url))
const alice = { name: 'Alice Archer', email: 'alice@example.com', password: 'alice-password' }
const bob = { name: 'Bob Baker', email: 'bob@example.com', password: 'bob-password' }
const nobody = 'Nobody is signed in'
const patience = { timeout: 10_000 }

let releasePorts: () => Promise<void>
let program: Program
let demoUrl: string
let boxUrl: string
let chromium: Browser
let context: BrowserContext

beforeAll(async () => {
  releasePorts = await occupy([4400, 5173])
  program = startProgram(['.ci/start.mjs', '--built'], root)
  ;[chromium] = await Promise.all([launchBrowser(), program.prints('Ctrl-C ends both.', 180_000)])
  demoUrl = /Demo +(http\S+)/.exec(program.stdout())?.[1] ?? ''
  boxUrl = /Box +(http\S+)/.exec(program.stdout())?.[1] ?? ''
}, 200_000)

afterEach(async () => {
  await context?.close()
})

afterAll(async () => {
  await chromium?.close()
  program.kill()
  await releasePorts()
})

async function openDemo(): Promise<Page> {
  context = await chromium.newContext()
  const page = await context.newPage()
  await page.goto(demoUrl)
  return page
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const identifierField = (page: Page) =>
  page.getByRole('textbox', { name: 'E-mail address, phone number or username' })
const passwordField = (page: Page) => page.getByRole('textbox', { name: 'Password', exact: true })
const accounts = (page: Page) => page.getByRole('list', { name: 'Signed-in accounts' }).getByRole('listitem')
const clientId = (page: Page) => page.locator('[data-path="client.id"]').innerText()

function tabShows(page: Page, text: string) {
  return expect
    .poll(() => page.getByRole('status', { name: 'This tab' }).textContent(), patience)
    .toContain(text)
}

async function signIn(page: Page, { email, password }: typeof alice) {
  await identifierField(page).fill(email)
  await button(page, 'Continue').click()
  await passwordField(page).fill(password)
  await passwordField(page).press('Enter')
}

test('behavior: it prints its address and who can sign in, at ports that were free', () => {
  expect(new URL(demoUrl).port).not.toBe('5173')
  expect(new URL(boxUrl).port).not.toBe('4400')
  for (const { email, password } of [alice, bob]) {
    expect(program.stdout()).toMatch(new RegExp(`${email} +password: ${password}`))
  }
})

test('behavior: two accounts are added, switched between, and signed out', async () => {
  const page = await openDemo()
  await tabShows(page, nobody)
  await signIn(page, alice)
  await tabShows(page, alice.email)
  const id = await clientId(page)

  await button(page, 'Add account').click()
  await signIn(page, bob)
  await expect.poll(() => accounts(page).count(), patience).toBe(2)
  await tabShows(page, bob.email)
  await button(page, `Switch to ${alice.name}`).click()
  await tabShows(page, alice.email)
  await button(page, `Switch to ${bob.name}`).click()
  await tabShows(page, bob.email)

  await button(page, `Sign out ${alice.name}`).click()
  await expect.poll(() => accounts(page).count(), patience).toBe(1)
  await tabShows(page, bob.email)

  await button(page, /^Keep the client/).click()
  await tabShows(page, nobody)
  expect(await clientId(page)).toBe(id)

  await signIn(page, alice)
  await tabShows(page, alice.email)
  expect(await clientId(page)).toBe(id)
  await button(page, /^Destroy the client/).click()
  await tabShows(page, nobody)
  await expect
    .poll(() => page.getByRole('region', { name: 'Client' }).textContent(), patience)
    .toContain('This browser has no client')
})

test('behavior: all of it works by keyboard', async () => {
  const page = await openDemo()
  await tabShows(page, nobody)
  await reach(page, identifierField(page))
  await page.keyboard.type(alice.email)
  await page.keyboard.press('Enter')
  await passwordField(page).waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(alice.password)
  await page.keyboard.press('Enter')
  await tabShows(page, alice.email)

  await reach(page, button(page, 'Add account'))
  await page.keyboard.press('Enter')
  await page.keyboard.type(bob.email)
  await reach(page, button(page, 'Continue'))
  await page.keyboard.press('Space')
  await passwordField(page).waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(bob.password)
  await page.keyboard.press('Enter')
  await expect.poll(() => accounts(page).count(), patience).toBe(2)

  await tabShows(page, bob.email)

  await reach(page, button(page, `Switch to ${alice.name}`))
  await page.keyboard.press('Enter')
  await tabShows(page, alice.email)
  await reach(page, button(page, `Sign out ${alice.name}`))
  await page.keyboard.press('Enter')
  await expect.poll(() => accounts(page).count(), patience).toBe(1)
  await tabShows(page, bob.email)
  await reach(page, button(page, /^Destroy the client/))
  await page.keyboard.press('Enter')
  await tabShows(page, nobody)
})

/** Moves the focus there with nothing but the Tab key. */
async function reach(page: Page, target: Locator) {
  for (let presses = 0; presses < 80; presses++) {
    const isFocused = await target.evaluate((element) => element === document.activeElement, undefined, {
      timeout: 5000,
    })
    if (isFocused) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key does not lead to ${target}.`)
}

test('behavior: a code that was sent is read and used beside the form', async () => {
  const page = await openDemo()
  await identifierField(page).fill(alice.email)
  await button(page, 'Continue').click()
  await button(page, 'E-mail me a code').click()
  await page
    .getByRole('list', { name: 'Messages' })
    .getByRole('button', { name: /^\d{6}: use it$/ })
    .first()
    .click()
  await page.keyboard.press('Enter')
  await tabShows(page, alice.email)
})

test('behavior: two windows stay in step', async () => {
  const first = await openDemo()
  await tabShows(first, nobody)
  const [second] = await Promise.all([
    context.waitForEvent('page'),
    first.getByRole('link', { name: 'Open a second window' }).click(),
  ])
  await tabShows(second, nobody)
  await signIn(second, alice)
  await tabShows(second, alice.email)
  await tabShows(first, alice.email)
  await first.bringToFront()
  await button(first, /^Keep the client/).click()
  await tabShows(first, nobody)
  await tabShows(second, nobody)
})

test('behavior: Ctrl-C ends the box and the demo, and frees their ports', async () => {
  expect((await fetch(demoUrl)).ok).toBe(true)
  expect((await fetch(`${boxUrl}/v1/environment`)).status).toBeLessThan(500)
  expect(await program.interrupt()).toBe(0)
  await expect(fetch(demoUrl)).rejects.toThrow()
  await expect(fetch(boxUrl)).rejects.toThrow()
})
