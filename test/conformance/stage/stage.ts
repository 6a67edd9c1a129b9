import type { Fapi, FapiOptions, KeyType, SigningKey } from 'frontdesk/fapi'
import { serve } from '../../../src/cli/serve'
import { createFapiWithPages } from '../../../src/fapi/pages/createFapiWithPages'
import { createRecorder, type Recorder } from '../spec/recorder'
import { createApp, type ServerOptions } from './app'
import { proxyPath, startAppServer } from './appServer'
import { type Browser, type ClerkTab, createBrowser } from './browser'
import { createVisitor, type Visitor } from './visitor'

/** Whether the app's pages call the box where it is, or through their own server. */
export type Wiring = 'cross-origin' | 'proxy'

/** How the box hands cookies over in a round trip. */
export type Transport = 'nonce' | 'token'

export interface StageOptions {
  keyType: KeyType
  wiring: Wiring
  /** Default: `nonce`, which is what Clerk's SDKs ask for. */
  transport?: Transport
  fapi?: FapiOptions | undefined
  /** Puts something in front of the box. */
  around?: (fapi: Fapi) => Fapi
}

/** What is the same for all stages of a file. */
export interface StageTools {
  /** The origin of the scripts of all apps. */
  scripts: string
  browser: () => Promise<import('playwright').Browser>
  signingKey: SigningKey
}

/** A box on a port and an app on another, made with nothing but Clerk's own SDKs. */
export interface Stage {
  readonly keyType: KeyType
  readonly wiring: Wiring
  readonly transport: Transport
  readonly fapi: Fapi
  /** What the box answered so far. */
  readonly recorder: Recorder
  readonly boxUrl: string
  readonly appUrl: string
  /** The `proxyUrl` that the SDKs are given. */
  readonly proxyUrl: string
  /** What the app's server tells @clerk/backend besides. */
  readonly server: ServerOptions
  /** Opens a page of the app; all of them share the cookies of one browser. */
  openTab(path?: string): Promise<ClerkTab>
  /** A browser without scripts, in Node, with cookies of its own. */
  createVisitor(): Visitor
  /** Lets the console say something that would be an error otherwise. */
  tolerate(text: RegExp): void
  /** Ends it. @throws when a page called another host, or complained */
  close(): Promise<void>
}

export async function createStage(tools: StageTools, options: StageOptions): Promise<Stage> {
  const { keyType, wiring, transport = 'nonce', around = (fapi: Fapi) => fapi } = options
  const plain = createFapiWithPages({ keyType, signingKey: tools.signingKey, ...options.fapi })
  const recorder = createRecorder(around(plain))
  const { fapi } = recorder
  const box = await serve(fapi, { port: 0, host: '127.0.0.1' })
  const { publishableKey, secretKey } = fapi
  const server: ServerOptions = {}
  let answer = (_: Request): Response | Promise<Response> => new Response(null, { status: 503 })
  const app = await startAppServer({ answer: (request) => answer(request), upstream: box.url, secretKey })
  const proxyUrl = wiring === 'proxy' ? `${app.url}${proxyPath}` : box.url
  const { scripts } = tools
  answer = createApp({ publishableKey, proxyUrl, secretKey, apiUrl: box.url, scripts, server })
  let browser: Promise<Browser> | undefined
  return {
    keyType,
    wiring,
    transport,
    fapi,
    recorder,
    boxUrl: box.url,
    appUrl: app.url,
    proxyUrl,
    server,
    async openTab(path = '/') {
      browser ??= tools.browser().then(createBrowser)
      return (await browser).openTab(`${app.url}${path}`)
    },
    createVisitor: () => createVisitor({ fapi, keyType, transport, appUrl: app.url, proxyUrl }),
    tolerate(text) {
      void browser?.then(({ tolerated }) => tolerated.push(text))
    },
    async close() {
      try {
        await (await browser)?.close()
      } finally {
        await Promise.all([box.close(), app.close()])
      }
    },
  }
}
