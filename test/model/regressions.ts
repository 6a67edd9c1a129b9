import type { Scene } from './scene'
import type { Step } from './steps'

/** A sequence that broke a rule, as the report of a failure prints it. */
export interface Regression {
  name: string
  scene: Scene
  steps: Step[]
}

const scene: Scene = {
  key: 'test',
  bootstrap: 'create',
  tabSession: 'pinned',
  missingClient: 'null',
  locks: 'work',
  channel: true,
  cookies: 'kept',
  usesTokens: false,
  signedIn: [],
  tabs: 1,
  skew: 0,
  seed: 1,
}

export const regressions: readonly Regression[] = [
  {
    name: 'who comes back from a hosted page is who signed in there, and a reload keeps that',
    scene: { ...scene, signedIn: ['alice'], tabs: 2 },
    steps: [
      { do: 'choose', tab: 1, who: 'bob', ms: 200 },
      { do: 'switch', tab: 2, who: 'alice', ms: 200 },
      { do: 'reload', tab: 1, ms: 200 },
    ],
  },
  ...(['reload', 'restore'] as const).map((how) => ({
    name: `what was persisted for one user is not there for the next, after a ${how}`,
    scene: { ...scene, signedIn: ['alice' as const] },
    steps: [
      { do: 'persist' as const, tab: 1, ms: 0 },
      { do: 'sign out all' as const, tab: 1, ms: 200 },
      { do: 'sign in' as const, tab: 1, who: 'bob' as const, ms: 200 },
      { do: how, tab: 1, ms: 200 } as Step,
    ],
  })),
  {
    name: 'on a clock that is behind, the first token asked for is not an old one',
    scene: { ...scene, skew: -5 },
    steps: [
      { do: 'sign in', tab: 1, who: 'alice', ms: 70_000 },
      { do: 'get token', tab: 1, ms: 200 },
    ],
  },
  {
    name: 'a sign-in whose answer was lost shows in the other tabs',
    scene: { ...scene, tabs: 2 },
    steps: [
      { do: 'lose answer', tab: 1, at: 'sign in', ms: 200 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
    ],
  },
  {
    name: 'a sign-in that overlapped a sign-out shows in the other tabs',
    scene: { ...scene, key: 'live', tabs: 2 },
    steps: [
      { do: 'sign in', tab: 1, who: 'alice', ms: 0 },
      { do: 'sign out all', tab: 1, ms: 200 },
    ],
  },
  {
    name: 'a clock that is set back holds no retry up',
    scene,
    steps: [
      { do: 'go offline', tab: 1, ms: 200 },
      { do: 'move clock', minutes: -5, ms: 200 },
    ],
  },
  {
    name: "a sign-in and another tab's bootstrap make one client",
    scene: { ...scene, key: 'live', bootstrap: 'ensure' },
    steps: [
      { do: 'sign out all', tab: 1, ms: 200 },
      { do: 'duplicate', tab: 1, ms: 0 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
    ],
  },
  {
    name: 'a tab without BroadcastChannel catches up on focus',
    scene: { ...scene, channel: false, tabs: 2 },
    steps: [{ do: 'sign in', tab: 1, who: 'alice', ms: 200 }],
  },
  {
    name: "a refetch that crosses another tab's sign-in signs nobody out",
    scene: { ...scene, key: 'live' },
    steps: [
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'open', ms: 200 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 0 },
      { do: 'fault', at: 'sign in', how: 401, times: 1, ms: 0 },
      { do: 'sign in', tab: 2, who: 'carol', ms: 200 },
    ],
  },
  {
    name: 'who signs all out without knowing the client tells the other tabs all the same',
    scene: { ...scene, signedIn: ['carol'], tabs: 2 },
    steps: [
      { do: 'fault', at: 'anything', how: 403, times: 1, ms: 200 },
      { do: 'sign out all', tab: 2, ms: 200 },
    ],
  },
  {
    name: 'a sign-in that waited for an undelivered sign-out is not lost to a refetch',
    scene: { ...scene, bootstrap: 'ensure', locks: 'stuck' },
    steps: [
      { do: 'wait', ms: 20_000 },
      { do: 'lose answer', tab: 1, at: 'anything', ms: 200 },
      { do: 'sign out all but keep the client', tab: 1, ms: 200 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
    ],
  },
  {
    name: 'a sign-out that could not be delivered is not undone by a load that waited in another tab',
    scene: { ...scene, signedIn: ['alice'], tabs: 2 },
    steps: [
      { do: 'hold answer', tab: 1, at: 'sign in', ms: 0 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'go offline', tab: 2, ms: 200 },
      { do: 'retry', tab: 1, ms: 200 },
      { do: 'sign out here', tab: 2, ms: 200 },
      { do: 'wait', ms: 20_000 },
    ],
  },
  {
    name: 'a token that arrives a second time tells nothing of the clock',
    scene: { ...scene, signedIn: ['alice'], skew: -5 },
    steps: [
      { do: 'hide', tab: 1, ms: 20_000 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 20_000 },
      { do: 'hide', tab: 1, ms: 20_000 },
      { do: 'get token', tab: 1, ms: 200 },
    ],
  },
  {
    name: "a sign-in that overlapped another tab's sign-out shows there, too",
    scene: { ...scene, tabs: 2 },
    steps: [
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'sign out all', tab: 1, ms: 0 },
      { do: 'sign in', tab: 2, who: 'alice', ms: 200 },
    ],
  },
  {
    name: "a sign-in after a bootstrap that was refused, and another tab's bootstrap, make one client",
    scene: { ...scene, key: 'live', missingClient: 401, tabs: 2 },
    steps: [
      { do: 'fault', at: 'anything', how: 422, times: 1, ms: 0 },
      { do: 'sign in', tab: 2, who: 'alice', ms: 200 },
    ],
  },
  {
    name: 'two sign-outs at once, of which one is refused, hand out no token of what is over',
    scene: { ...scene, locks: 'stuck', usesTokens: true },
    steps: [
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'fault', at: 'client', how: 401, times: 5, ms: 20_000 },
      { do: 'sign out here', tab: 1, ms: 0 },
      { do: 'sign out all', tab: 1, ms: 200 },
    ],
  },
  {
    name: 'whoever is signed out in another tab is not switched to',
    scene: { ...scene, locks: 'stuck', signedIn: ['bob', 'alice'], tabs: 2 },
    steps: [
      { do: 'hide', tab: 1, ms: 200 },
      { do: 'go offline', tab: 2, ms: 200 },
      { do: 'sign out', tab: 2, who: 'bob', ms: 200 },
      { do: 'sign out here', tab: 1, ms: 200 },
      { do: 'switch', tab: 2, who: 'alice', ms: 200 },
      { do: 'get new token', tab: 2, ms: 2000 },
      { do: 'switch', tab: 2, who: 'alice', ms: 200 },
      { do: 'get token', tab: 2, ms: 200 },
    ],
  },
  {
    name: "a refetch that a sign-out overtook is made up for, as it may hold another tab's sign-in",
    scene: { ...scene, signedIn: ['bob'], tabs: 2 },
    steps: [
      { do: 'hide', tab: 1, ms: 200 },
      { do: 'hold answer', tab: 2, at: 'client', ms: 0 },
      { do: 'sign out all', tab: 2, ms: 200 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
    ],
  },
  {
    name: 'a sign-out that is delivered late is told to the other tabs: it may end what was signed in since',
    scene: { ...scene, signedIn: ['bob'], tabs: 2 },
    steps: [
      { do: 'hold answer', tab: 1, at: 'client', ms: 0 },
      { do: 'sign out all', tab: 1, ms: 200 },
      { do: 'wait', ms: 200 },
      { do: 'lose answer', tab: 2, at: 'client', ms: 0 },
      { do: 'sign out all', tab: 2, ms: 200 },
      { do: 'wait', ms: 200 },
      { do: 'hold answer', tab: 2, at: 'sign in', ms: 0 },
      { do: 'sign in', tab: 2, who: 'alice', ms: 200 },
      { do: 'lose answer', tab: 1, at: 'anything', ms: 200 },
    ],
  },
  {
    name: 'two looks that find nothing, by mistake, cost one token more',
    scene: { ...scene, locks: 'missing', channel: false, usesTokens: true, signedIn: ['alice'] },
    steps: [
      { do: 'fault', at: 'client GET', how: 401, times: 1, ms: 0 },
      { do: 'load client', tab: 1, ms: 200 },
      { do: 'fault', at: 'anything', how: 401, times: 1, ms: 200 },
      { do: 'sign out here', tab: 1, ms: 200 },
      { do: 'sign out all', tab: 1, ms: 200 },
    ],
  },
  {
    name: 'a token that was lost with the answer to a sign-in is no client',
    scene: { ...scene, key: 'live', signedIn: ['alice'] },
    steps: [
      { do: 'fault', at: 'sign in', how: 'slow', times: 1, ms: 0 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'duplicate', tab: 1, ms: 200 },
      { do: 'fault', at: 'sessions', how: 'cut', times: 1, ms: 0 },
      { do: 'sign out all but keep the client', tab: 1, ms: 200 },
      { do: 'unplug', ms: 200 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 20_000 },
    ],
  },
  {
    name: 'a sign-out whose own tab was closed before it could be delivered is delivered by another',
    scene: { ...scene, signedIn: [], tabs: 2 },
    steps: [
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'go offline', tab: 1, ms: 200 },
      { do: 'sign out here', tab: 1, ms: 200 },
      { do: 'close', tab: 1, ms: 200 },
    ],
  },
  {
    name: 'who signs in while the client is loading keeps the session that the tab had',
    scene: { ...scene, signedIn: ['bob'] },
    steps: [{ do: 'sign in', tab: 1, who: 'alice', ms: 200 }],
  },
  {
    name: 'a sign-out holds though its page is gone before anything was sent',
    scene: { ...scene, signedIn: ['bob', 'alice'], tabs: 1 },
    steps: [
      { do: 'leave signed out', tab: 1, ms: 200 },
      { do: 'open', ms: 1000 },
    ],
  },
  {
    name: 'a sign-out that a portal answers holds',
    scene: { ...scene, signedIn: ['bob'], tabs: 2 },
    steps: [
      { do: 'wait', ms: 200 },
      { do: 'fault', at: 'client', how: 'portal', times: 5, ms: 0 },
      { do: 'sign out all', tab: 1, ms: 200 },
      { do: 'reload', tab: 1, ms: 5000 },
    ],
  },
  {
    name: 'of clicks in a row the last one wins, though the first is answered last',
    scene: { ...scene, signedIn: ['bob', 'alice'] },
    steps: [
      { do: 'wait', ms: 200 },
      { do: 'hold answer', tab: 1, at: 'touch', ms: 0 },
      { do: 'switch', tab: 1, who: 'alice', ms: 0 },
      { do: 'switch', tab: 1, who: 'bob', ms: 20_000 },
    ],
  },
  {
    name: 'sign-ins that waited for a lock in vain take turns: each alone would make a client',
    scene: { ...scene, key: 'live', missingClient: 404, locks: 'stuck' },
    steps: [
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'sign out all', tab: 1, ms: 200 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'fault', at: 'sign in', how: 401, times: 1, ms: 200 },
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'lose answer', tab: 1, at: 'anything', ms: 200 },
    ],
  },
  {
    name: 'a development browser that comes late replaces no other',
    scene: { ...scene, tabs: 2 },
    steps: [
      { do: 'hold answer', tab: 2, at: 'anything', ms: 5200 },
      { do: 'begin sign-in', tab: 1, who: 'alice', ms: 200 },
      { do: 'prove', tab: 1, by: 'password', ms: 200 },
    ],
  },
  {
    name: 'the roots of a page that may keep no cookie are one browser',
    scene: { ...scene, cookies: 'forbidden' },
    steps: [
      { do: 'sign in', tab: 1, who: 'alice', ms: 200 },
      { do: 'add root', tab: 1, ms: 200 },
    ],
  },
  {
    name: 'a tab goes on with the sign-in that another one began, also after a reload',
    scene: { ...scene, key: 'live', tabs: 2 },
    steps: [
      { do: 'begin sign-in', tab: 1, who: 'alice', ms: 200 },
      { do: 'reload', tab: 2, ms: 200 },
      { do: 'prove', tab: 2, by: 'wrong password', ms: 200 },
      { do: 'prove', tab: 1, by: 'password', ms: 200 },
    ],
  },
  {
    name: 'who signs up through a provider with an account that is signed in here goes on with that',
    scene: { ...scene, signedIn: ['bob', 'alice'] },
    steps: [
      { do: 'wait', ms: 200 },
      { do: 'leave to sign up', tab: 1, ms: 200 },
      { do: 'answer provider', tab: 1, who: 'alice', how: 'yes', ms: 200 },
      { do: 'switch', tab: 1, who: 'bob', ms: 200 },
      { do: 'reload', tab: 1, ms: 200 },
    ],
  },
  {
    name: 'who comes back from a provider is who was chosen there, whomever the tab has shown',
    scene: { ...scene, signedIn: ['bob'] },
    steps: [
      { do: 'wait', ms: 200 },
      { do: 'leave to sign in', tab: 1, ms: 200 },
      { do: 'answer provider', tab: 1, who: 'alice', how: 'yes', ms: 200 },
    ],
  },
  {
    name: 'a tab that has left for no provider goes on with nothing that was done elsewhere',
    scene: { ...scene, signedIn: ['bob'], tabs: 2 },
    steps: [
      { do: 'wait', ms: 200 },
      { do: 'begin sign-in with a link', tab: 1, who: 'alice', ms: 200 },
      { do: 'follow link', tab: 1, where: 'elsewhere', ms: 200 },
      { do: 'come by', tab: 2, where: 'here', who: 'alice', as: 'provider', ms: 200 },
    ],
  },
  {
    name: 'nor does one that has left, and gone back, with what it has not left with',
    scene: { ...scene, signedIn: ['bob'] },
    steps: [
      { do: 'wait', ms: 200 },
      { do: 'leave to sign in', tab: 1, ms: 200 },
      { do: 'go back', tab: 1, ms: 200 },
      { do: 'begin sign-in with a link', tab: 1, who: 'alice', ms: 200 },
      { do: 'follow link', tab: 1, where: 'elsewhere', ms: 200 },
      { do: 'come by', tab: 1, where: 'here', who: 'alice', as: 'provider', ms: 200 },
    ],
  },
  {
    name: 'who follows a link in a tab is shown there, whomever it has shown',
    scene: { ...scene, signedIn: ['bob'] },
    steps: [
      { do: 'wait', ms: 200 },
      { do: 'begin sign-in with a link', tab: 1, who: 'alice', ms: 200 },
      { do: 'follow link', tab: 1, where: 'here', ms: 200 },
    ],
  },
  {
    name: 'a link that somebody made up moves no tab',
    scene: { ...scene, signedIn: ['bob', 'alice'] },
    steps: [
      { do: 'switch', tab: 1, who: 'bob', ms: 200 },
      { do: 'switch', tab: 1, who: 'bob', ms: 200 },
      { do: 'come by', tab: 1, where: 'here', who: 'alice', as: 'link', ms: 200 },
    ],
  },
  {
    name: 'the address keeps no ticket, and a second use of one moves no tab',
    scene: { ...scene, signedIn: ['bob'] },
    steps: [
      { do: 'open ticket', tab: 1, where: 'here', who: 'alice', kind: 'token', ms: 200 },
      { do: 'switch', tab: 1, who: 'bob', ms: 200 },
      { do: 'open ticket', tab: 1, where: 'here', who: 'alice', kind: 'last', ms: 200 },
    ],
  },
  {
    name: 'a forged end moves a tab to another account for no longer than until it asks',
    scene: { ...scene, signedIn: ['bob', 'alice'] },
    steps: [
      { do: 'wait', ms: 200 },
      { do: 'forge end', tab: 1, ms: 200 },
      { do: 'reload', tab: 1, ms: 1000 },
    ],
  },
]
