import { type Fapi, generateSigningKey } from 'frontdesk/fapi'
import getPort from 'get-port'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from '../../.ci/browsers.mjs'
import { serve } from '../../src/cli/serve'
import { createFapiWithPages } from '../../src/fapi/pages/createFapiWithPages'
import { openExample } from './example'
import { startFront } from './front'
import { openVisitor, type Visitor, type VisitorOptions } from './visitor'

/** How an example is run. Only its environment file tells these apart. */
export type Form = 'development' | 'production'

/** What is to know of an example. */
export interface Described {
  /** Its folder. */
  name: string
  /** Of the variables that its browser side gets, e.g. `VITE_`. */
  prefix: string
  /** Whether it is always built for production, as its framework knows nothing else. Default: false. */
  isBuiltForProduction?: boolean
}

/** A box, an example that was built for it and runs, and a Chromium. */
export interface Stage {
  fapi: Fapi
  /** Where browsers find the example, without a slash at the end. */
  appUrl: string
  /** What the example's server has printed. */
  printed(): string
  /** A browser with cookies of its own. */
  openVisitor(options?: VisitorOptions): Promise<Visitor>
  close(): Promise<void>
}

/**
 * Development: a development key, app and box on ports of localhost. Production: a production key, https, app and
 * Frontend API at host names of one domain, and a proxy before them.
 */
export async function createStage(
  { name, prefix, isBuiltForProduction }: Described,
  form: Form,
): Promise<Stage> {
  const isLive = form === 'production'
  const signingKey = await generateSigningKey()
  const fapi = createFapiWithPages({ keyType: isLive ? 'live' : 'test', signingKey })
  const box = await serve(fapi, { port: 0, host: '127.0.0.1' })
  const port = await getPort()
  const local = `http://localhost:${port}`
  const appUrl = isLive ? 'https://shop.frontdesk.example' : local
  const front = await startFront({
    'shop.frontdesk.example': local,
    'clerk.frontdesk.example': box.url,
  })
  const [example, browser] = await Promise.all([
    openExample(
      name,
      {
        [`${prefix}CLERK_PUBLISHABLE_KEY`]: fapi.publishableKey,
        CLERK_SECRET_KEY: fapi.secretKey,
        CLERK_API_URL: box.url,
        ...(isLive ? { ORIGIN: appUrl } : { [`${prefix}CLERK_PROXY_URL`]: box.url }),
      },
      isLive || isBuiltForProduction ? 'production' : 'development',
    ),
    launch(front.port),
  ])
  await example.run('build')
  const app = await example.start(port)
  return {
    fapi,
    appUrl,
    printed: app.printed,
    openVisitor: (options = {}) => openVisitor(browser, { appUrl, fapi, signingKey }, options),
    close: async () => {
      await browser.close()
      await Promise.all([app.stop(), box.close(), front.close()])
    },
  }
}

/** A Chromium to which the domain of the production form is the proxy, and nothing else is anywhere. */
async function launch(port: number) {
  const { args, ...options } = await chromiumLaunchOptions()
  const rules = ['MAP *.frontdesk.example 127.0.0.1:', 'MAP * ~NOTFOUND', 'EXCLUDE localhost']
  const resolver = `--host-resolver-rules=${rules[0]}${port}, ${rules.slice(1).join(', ')}`
  return chromium.launch({ ...options, args: [...args, resolver] })
}
