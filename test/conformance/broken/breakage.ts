import type { KeyType, SigningKey } from 'frontdesk/fapi'
import type { JWTPayload } from 'jose'
import type { nodeScenarios, prebuiltScenarios, tabScenarios } from '../scenarios/all'
import type { Wiring } from '../stage/stage'
import { type Asked, type Rewrite, rewriting, withCookies, withJson, withTokens } from './rewrite'

type NodeScenario = keyof typeof nodeScenarios
type TabScenario = keyof typeof tabScenarios.everywhere
type PrebuiltScenario = keyof typeof prebuiltScenarios

/** A way for a box to be wrong, and what notices. */
export interface Breakage {
  /** What the box does wrong. */
  name: string
  keyType: KeyType
  /** Default: across origins. */
  wiring?: Wiring
  breaks: (key: SigningKey) => Rewrite
  /** The conformance test that must fail on it. */
  caughtBy: NodeScenario | TabScenario | PrebuiltScenario
  /** What it must fail with: not with anything at all. */
  saying: RegExp
}

export const isHandshake = ({ path }: Asked) => path === '/v1/client/handshake'
export const isPayload = ({ path }: Asked) => path === '/v1/clients/handshake_payload'
export const isToken = ({ path }: Asked) => /\/tokens(\/|$)/.test(path)

/** Changes the claims of all tokens that the box hands over. */
export function tokens(change: (claims: JWTPayload) => JWTPayload) {
  return (key: SigningKey): Rewrite =>
    async (_, answer) => {
      const response = await answer()
      return response.headers.has('location') ? response : withTokens(response, key, change)
    }
}

/** Changes the lines of the list that a nonce stands for. */
export function directives(change: (lines: string[]) => string[]) {
  return (): Rewrite => async (asked, answer) => {
    const response = await answer()
    if (!isPayload(asked) || response.status !== 200) return response
    return withJson(response, (json) => ({ directives: change(json.directives as string[]) }))
  }
}

export function cookies(change: (line: string) => string | undefined) {
  return (): Rewrite => async (_, answer) => withCookies(await answer(), change)
}

/** Puts a breakage in front of a box. */
export const breaking = ({ breaks }: Breakage, key: SigningKey) => rewriting(breaks(key))
