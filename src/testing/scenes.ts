import type { FrontdeskOptions } from '../core'
import { defaultUsers, type FapiFault, type FapiOptions, type FapiUser } from '../fapi'

/** Somebody who can sign in. */
export type CastMember = FapiUser

type Known = (typeof defaultUsers)[number]

/** Signs in by a password, too, and is an admin of the organization Acme. */
export const alice: Known = defaultUsers[0]!

/** Signs in by a password, too. */
export const bob: Known = defaultUsers[1]!

/** Signs in by a password, too, and has yet to choose an organization: her sessions are pending. */
export const carol: Known = defaultUsers[2]!

/** What a page finds. Plain data: each scene says what it is about and nothing else, so that several make one. */
export interface Scene {
  /**
   * Who is signed in on this browser, in the order in which they came: `[]` for nobody, `null` for a browser that has no
   * client yet. Default: Alice.
   */
  accounts?: readonly CastMember[] | null | undefined
  /** Whose tab it is, among the accounts. Default: the first of them. */
  active?: CastMember | undefined
  /** The organization that is active, by its name or slug. Default: none. */
  organization?: string | undefined
  /** Who can sign in, as the accounts can. Default: Alice, Bob and Carol. */
  users?: readonly CastMember[] | undefined
  /** The page's address. Default: the document's, where that is one of this machine, else `http://localhost:3000/`. */
  url?: string | undefined
  /** Requests that wait until `release()`, e.g. `'GET /v1/client'`; `*` stands for any one segment. */
  hold?: string | readonly string[] | undefined
  /** How the Frontend API misbehaves, until `mend()`. */
  faults?: readonly FapiFault[] | undefined
  /** What happens as soon as the page knows its client. */
  afterwards?: Afterwards | undefined
  /** Who has just come back from a provider, where they signed in, or up. */
  redirectedBack?: RedirectedBack | undefined
  /** Options of the Frontend API in a box. */
  box?: Omit<FapiOptions, 'users'> | undefined
  /** Options of the provider's handle. A provider of your own brings its own. */
  handle?: HandleOptions | undefined
}

/** What happens to a page that knows its client. */
export interface Afterwards {
  /** The connection is lost, until `mend()`. */
  offline?: boolean | undefined
  /** This tab's session runs out. */
  expired?: boolean | undefined
  /** How the Frontend API misbehaves from then on, until `mend()`. */
  faults?: readonly FapiFault[] | undefined
}

/** A way through a provider, e.g. Google. */
export interface RedirectedBack {
  /** Who they are at the provider. One whom the box does not know signs up. */
  as: CastMember
  /** Default: `'oauth_google'`. */
  strategy?: `oauth_${string}` | undefined
}

/** Options of a handle that a scene leaves open. */
export type HandleOptions = Omit<
  Partial<FrontdeskOptions>,
  'publishableKey' | 'proxyUrl' | 'domain' | 'queryClient' | 'ambient' | 'scheme'
>

/** One scene, or several that make one: what a later one says counts. */
export type Scenes = Scene | readonly Scene[]

export const sceneOf = (scenes: Scenes = {}): Scene => Object.assign({}, ...[scenes].flat())

/** Nobody is signed in. */
export const signedOut: Scene = { accounts: [] }

/**
 * Somebody is signed in: Alice, unless you say who.
 *
 * @example
 * signedIn({ as: bob })
 * signedIn({ as: alice, organization: 'Acme' })
 * signedIn({ as: { ...alice, publicMetadata: { plan: 'pro' } } })
 * signedIn({ as: { identifier: 'dora@example.com', firstName: 'Dora' } })
 */
export const signedIn = ({ as = alice, organization }: SignedInOptions = {}): Scene => ({
  accounts: [as],
  active: as,
  organization,
})

/** Who is signed in. */
export interface SignedInOptions {
  /** Default: Alice. */
  as?: CastMember | undefined
  /** The organization that is active, by its name or slug. Default: none. */
  organization?: string | undefined
}

/**
 * Several accounts are signed in. The tab is the first one's, unless `active` says whose.
 *
 * @example
 * accounts([alice, bob])
 */
export const accounts = (
  members: readonly CastMember[],
  { active = members[0] }: { active?: CastMember | undefined } = {},
): Scene => ({ accounts: members, active, organization: undefined })

/** Carol is signed in, and has yet to choose an organization. */
export const pending: Scene = { accounts: [carol], active: carol }

/** The client is not known yet, and is not until `release()`. */
export const loading: Scene = { hold: 'GET /v1/client' }

/** The client is known, and newer news of it cannot be had: the Frontend API answers 503. */
export const degraded: Scene = { afterwards: { faults: [{ status: 503 }] } }

/** The client is known, and then the connection is lost. */
export const offline: Scene = { afterwards: { offline: true } }

/** This tab's session has run out while the page was open. */
export const expired: Scene = { afterwards: { expired: true } }

/** The client is known, and from then on the Frontend API answers 429: to ask again in 30 s. */
export const rateLimited: Scene = { afterwards: { faults: [{ status: 429, retryAfter: 30 }] } }

/** The Frontend API answers 500 to everything: the client cannot be had. */
export const brokenFapi: Scene = { faults: [{ status: 500 }] }

/** Alice has just come back from Google, where she signed in: for `useRedirectCallback()`. */
export const redirectedBack: Scene = { accounts: [], redirectedBack: { as: alice } }
