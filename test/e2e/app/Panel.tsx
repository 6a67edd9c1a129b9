import {
  isFrontdeskError,
  useConnectionStatus,
  useCreateClient,
  useGetToken,
  useSessions,
  useSetActive,
  useSignOut,
  useSignOutAll,
} from 'frontdesk'
import { type ReactNode, useState } from 'react'
import { readConfig } from './config'
import { Facts } from './Facts'
import { claimsOf } from './jwt'
import { Passkeys } from './Passkeys'
import { SignInForm } from './SignInForm'

/** Everything a person can do with the client, and what the library says of it, as text and buttons. */
export function Panel({ name, children }: { name: string; children?: ReactNode }) {
  const [outcome, setOutcome] = useState('')
  const { retry } = useConnectionStatus()
  const createClient = useCreateClient()
  const signOutAll = useSignOutAll()
  const getToken = useGetToken()

  function run(task: () => Promise<unknown>) {
    setOutcome('running')
    task().then(
      (result) => setOutcome(describe(result)),
      (error: unknown) => setOutcome(isFrontdeskError(error) ? error.code : String(error)),
    )
  }

  return (
    <section aria-label={name}>
      <Facts outcome={outcome} />
      <SignInForm run={run} />
      <Accounts run={run} />
      <button type="button" onClick={() => run(() => createClient.mutateAsync())}>
        Create client
      </button>
      <button type="button" onClick={() => run(() => signOutAll.mutateAsync({ keepClient: true }))}>
        Sign out all, keep the client
      </button>
      <button type="button" onClick={() => run(() => signOutAll.mutateAsync({}))}>
        Sign out all
      </button>
      <button type="button" onClick={() => run(retry)}>
        Retry
      </button>
      <button type="button" onClick={() => run(async () => whose(await getToken({ skipCache: true })))}>
        Get a token
      </button>
      {readConfig().passkeys && <Passkeys run={run} autofill={readConfig().passkeys === 'autofill'} />}
      {children}
    </section>
  )
}

function Accounts({ run }: { run: (task: () => Promise<unknown>) => void }) {
  const { data: sessions = [] } = useSessions()
  const setActive = useSetActive()
  const signOut = useSignOut()
  return sessions.map(({ id, user }) => {
    const [email] = user.emailAddresses
    return (
      <p key={id}>
        <button type="button" onClick={() => run(() => setActive.mutateAsync({ sessionId: id }))}>
          Switch to {email?.emailAddress}
        </button>
        <button type="button" onClick={() => run(() => signOut.mutateAsync({ sessionId: id }))}>
          Sign out {email?.emailAddress}
        </button>
      </p>
    )
  })
}

const whose = (token: string | null) => (token ? claimsOf(token).sub : 'no token')

function describe(result: unknown): string {
  if (typeof result === 'string') return result
  const isUnconfirmed = (result as { serverConfirmed?: boolean } | null)?.serverConfirmed === false
  return isUnconfirmed ? 'not confirmed' : 'done'
}
