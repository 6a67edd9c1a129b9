import { getToken } from '../../src/core'
import { fakeTime } from './time'
import { alice, createWorld, type WorldOptions } from './world'

export interface Claims {
  sid: string
  sub: string
  iat: number
  exp: number
  [name: string]: unknown
}

/** What a token says. */
export const claimsOf = (jwt: string | null) =>
  JSON.parse(atob(jwt!.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as Claims

const encode = (part: object) => btoa(JSON.stringify(part)).replaceAll('=', '')

/** What looks like a token, and is signed by nobody. */
export const forge = (claims: object, header: object = {}) => `${encode(header)}.${encode(claims)}.x`

/** A page of a signed-in browser that asks for tokens, and a count of how many were minted. */
export async function openForTokens(options: WorldOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], ...options })
  const tab = world.browser.openTab()
  /** What each request for a token gave as `expired_token`. */
  const expired: (string | null)[] = []
  const page = world.open({
    tab,
    ambient: {
      fetch(url, init) {
        const { pathname, searchParams } = new URL(url)
        if (pathname.includes('/tokens')) expired.push(searchParams.get('expired_token'))
        return tab.ambient.fetch(url, init)
      },
    },
  })
  await time.settle()
  const minted = () => world.requests().filter((request) => /\/tokens(\/|$)/.test(request)).length
  /** Answers as a caller gets it, with the time that asking other tabs takes. */
  const token = async (parameters?: Parameters<typeof getToken>[1], frontdesk = page.frontdesk) => {
    const promise = getToken(frontdesk, parameters)
    promise.catch(() => {})
    await time.advance(100)
    return promise
  }
  return { time, world, page, ...page, minted, expired, token }
}
