import { describe, expect, test } from 'vitest'
import { bundle } from '../../bench/bundle.mjs'
import { brotli, weigh } from '../../bench/size.mjs'

const app = `export { ClientProvider } from 'frontdesk'`
const asked = 'Why was I signed out?'

const textOf = async (code: string) => (await bundle(code)).map(({ text }) => text).join('\n')

describe('behavior: a production build', () => {
  test('has nothing of the devtools where an app renders them', async () => {
    const text = await textOf(`${app}; export { FrontdeskDevtools } from 'frontdesk/devtools'`)
    const without = await textOf(app)
    expect(text).not.toContain(asked)
    expect(text).not.toContain('frontdesk-devtools')
    expect(brotli(Buffer.from(text)) - brotli(Buffer.from(without))).toBeLessThan(60)
  })

  test('has all of them where an app asks for them', async () => {
    const text = await textOf(`${app}; export { FrontdeskDevtoolsInProduction } from 'frontdesk/devtools'`)
    expect(text).toContain(asked)
  })

  test('loads them on demand where an app imports them so', async () => {
    const code = `${app}; export const load = () => import('frontdesk/devtools')`
    const [all, loaded] = await Promise.all([weigh(code), weigh(code, { onlyLoaded: true })])
    expect(all.brotli - loaded.brotli).toBeGreaterThan(5000)
  })
})
