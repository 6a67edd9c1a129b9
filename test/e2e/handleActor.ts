import {
  type ClientData,
  clientQueryKey,
  createClient,
  createSignIn,
  type Frontdesk,
  type NativeStorage,
  resetClient,
  setActive,
  signOut,
  signOutAll,
} from 'frontdesk/core'
import type { Fapi } from 'frontdesk/fapi'
import { type Actor, type Facts, untilShown } from './mainJob'

/** An app's storage that outlives its handles. */
export function createStorage(): NativeStorage & { readonly items: ReadonlyMap<string, string> } {
  const items = new Map<string, string>()
  return {
    items,
    getItem: async (key) => items.get(key) ?? null,
    setItem: async (key, value) => void items.set(key, value),
    removeItem: async (key) => void items.delete(key),
  }
}

export interface HandleActor extends Actor {
  /** Discards the client token and starts anew. */
  resetClient(): Promise<void>
  close(): void
}

/** Code that holds a handle, without React. A reload is a new handle. */
export function createHandleActor(fapi: Fapi, open: () => Frontdesk): HandleActor {
  let frontdesk = mounted()

  function mounted() {
    const next = open()
    next.mount()
    return next
  }

  function facts(): Facts {
    const client = frontdesk.queryClient.getQueryData<ClientData>(clientQueryKey(frontdesk))
    const { connection, session } = frontdesk.state
    const emails = client?.sessions.map(({ user }) => user.emailAddresses[0]!.emailAddress) ?? []
    return {
      connection: connection.status,
      client: client === undefined ? 'unknown' : (client?.id ?? 'none'),
      session: session.status,
      user: session.session?.user.emailAddresses[0]?.emailAddress ?? '',
      accounts: emails.join(' '),
    }
  }

  function sessionOf(identifier: string): string {
    const user = fapi.users.find((user) => user.identifier === identifier)!
    return fapi.sessions.find(({ userId, status }) => userId === user.id && status === 'active')!.id
  }

  return {
    shows: (expected) => untilShown(facts, expected),
    async createClient() {
      await createClient(frontdesk)
    },
    async signIn(identifier) {
      const { password } = fapi.users.find((user) => user.identifier === identifier)!
      await createSignIn(frontdesk, { identifier, password })
    },
    async switchTo(identifier) {
      await setActive(frontdesk, { sessionId: sessionOf(identifier) })
    },
    async signOut(identifier) {
      await signOut(frontdesk, { sessionId: sessionOf(identifier) })
    },
    async signOutAll(how) {
      await signOutAll(frontdesk, how)
    },
    async reload() {
      frontdesk.unmount()
      frontdesk = mounted()
    },
    async resetClient() {
      await resetClient(frontdesk)
    },
    close: () => frontdesk.unmount(),
  }
}
