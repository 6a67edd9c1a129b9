import type { Person } from './people'

/** How a page is reached: in a tab that is open, in a new one, or by another browser. */
export type Where = 'here' | 'new tab' | 'elsewhere'

/** What somebody does at the provider: says who that is, refuses, or lets it fail; for an unverified address nobody vouches. */
export type ProviderAnswer = 'yes' | 'unverified' | 'refuse' | 'fail'

/** What a root of a page is told to do on the ways in that are more than a password or a code. */
export type WayDeed =
  | { do: 'begin sign-in with a link' | 'begin reset'; tab: number; who: Person }
  /** Sets the new password of a sign-in that waits for it. */
  | { do: 'set password'; tab: number; others: boolean }
  /** Asks how far the sign-in under way is, as who waits for a link does. */
  | { do: 'look'; tab: number }
  | { do: 'send second code'; tab: number }
  | { do: 'prove again'; tab: number; by: 'code' | 'wrong code' }
  | { do: 'begin sign-up'; tab: number; who: Person }
  | { do: 'verify sign-up'; tab: number; by: 'code' | 'wrong code' }
  /** Chooses an organization, which Carol's sessions wait for. */
  | { do: 'do task'; tab: number }
  | { do: 'step up'; tab: number; by: 'password' | 'wrong password' }
  /** Leaves for a provider, where the browser stays until somebody answers. */
  | { do: 'leave to sign in' | 'leave to sign up'; tab: number }

/** Where a tab goes, and what it comes back with. */
export type TravelDeed =
  /** Somebody who has left for a provider answers there, and is sent back; `tab` counts the tabs that are away. */
  | { do: 'answer provider'; tab: number; who: Person; how: ProviderAnswer }
  /** Somebody who has left for a provider goes back in the history. */
  | { do: 'go back'; tab: number }
  /** A foreign page leads to the page for who comes back from a provider, or from a link, with an address made up. */
  | { do: 'come by'; tab: number; where: Where; who: Person; as: 'provider' | 'link' }
  /** Follows the link that was e-mailed last. */
  | { do: 'follow link'; tab: number; where: Where }
  /** Follows a link with a ticket: a token that signs in, or an invitation; or the last ticket once more. */
  | { do: 'open ticket'; tab: number; where: Where; who: Person; kind: 'token' | 'invitation' | 'last' }
