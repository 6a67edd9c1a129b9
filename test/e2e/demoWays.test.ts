import type { KeyType } from 'frontdesk/fapi'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { inbox } from '../../examples/spa/components/inbox/plugin'
import { launchBrowser } from '../support/browser'
import { cases } from '../support/cases'
import { type ServedApp, serveApp } from '../support/serveApp'
import { accountScenes } from './demo/account'
import { keyboardScenes } from './demo/keyboard'
import { organizations, strategies, users } from './demo/people'
import { type Scenes, signInScenes } from './demo/signIn'
import { signUpScenes } from './demo/signUp'
import { visit } from './demo/visitor'
import { type ServedBox, startBox } from './stage'

let chromium: Browser

beforeAll(async () => {
  chromium = await launchBrowser()
})

afterAll(() => chromium?.close())

/** What is done on one box, one after another: some move its clock. */
const boxes: Readonly<Record<string, Scenes>>[] = [
  { 'signs in': signInScenes, has: keyboardScenes },
  { 'signs up': signUpScenes, 'goes on with': accountScenes },
]

// The ways are the same with every key; what differs is how the library keeps the client, which the scenes try with both.
const all = cases<KeyType>(['test'], ['live']).flatMap((keyType) =>
  boxes.map((scenes) => ({ keyType, scenes })),
)

describe.concurrent.each(all)('the demo with a $keyType key', ({ keyType, scenes: byTopic }) => {
  let box: ServedBox
  let demo: ServedApp

  beforeAll(async () => {
    box = await startBox({ keyType, users, organizations, strategies, clientTrust: true })
    const env = {
      VITE_FRONTDESK_PUBLISHABLE_KEY: box.fapi.publishableKey,
      VITE_FRONTDESK_PROXY_URL: box.url,
    }
    demo = await serveApp('examples/spa', env, new URL(box.url).hostname, [
      inbox(box.url, box.fapi.controlSecret),
    ])
  })

  afterAll(async () => {
    await Promise.all([demo?.close(), box?.stop()])
  })

  for (const [about, scenes] of Object.entries(byTopic))
    for (const [name, play] of Object.entries(scenes))
      test.sequential(`behavior: somebody ${about} ${name}`, async () => {
        const visitor = await visit(chromium, box, demo.url)
        await play(visitor)
        await visitor.close()
      })
})
