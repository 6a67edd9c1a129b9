import { retry, signOut } from 'frontdesk/core'
import type { Scene } from './stage'

export const alice = 'alice@example.com'
export const bob = 'bob@example.com'
/** Has yet to choose an organization: her sessions are pending. */
export const carol = 'carol@example.com'

/** The states of a client that a user can meet. */
export const loading: Scene = { users: [alice], unanswered: { path: '/v1/client', method: 'GET' } }
export const noClient: Scene = {}
export const signedOut: Scene = { users: [] }
export const oneSession: Scene = { users: [alice] }
export const severalSessions: Scene = { users: [alice, bob] }
export const pending: Scene = { users: [carol] }
export const failed: Scene = { faults: [{ path: '/v1/client', status: 403 }] }
export const degraded: Scene = {
  users: [alice],
  onceReady({ fault, tabs }) {
    fault({ status: 503 })
    void retry(tabs[0]!.frontdesk).catch(() => {})
  },
}
export const signingOut: Scene = {
  users: [alice],
  unanswered: { path: /\/remove$/ },
  onceReady({ tabs }) {
    void signOut(tabs[0]!.frontdesk)
  },
}
