import { ClientFailed, Show, useSession } from 'frontdesk'
import { useEffect, useRef, useState } from 'react'
import { boxUrl } from './box'
import { AccountsCard } from './components/AccountsCard'
import { AccountCards } from './components/account/AccountCards'
import { AuthCard } from './components/auth/AuthCard'
import { LinkLanding } from './components/auth/LinkLanding'
import { ProviderLanding } from './components/auth/ProviderLanding'
import { ClientCard } from './components/ClientCard'
import { ConnectionBanner } from './components/ConnectionBanner'
import { Header } from './components/Header'
import { InboxCard } from './components/inbox/InboxCard'
import { RequestsCard } from './components/RequestsCard'
import { TokenCard } from './components/TokenCard'
import { BackupCodesCard } from './components/tasks/BackupCodesCard'
import { TaskCard } from './components/tasks/TaskCard'
import { keepFocus } from './focusKeeper'

const stay = () => {}

export function App() {
  const page = useRef<HTMLDivElement>(null)
  const [isAdding, setAdding] = useState(false)
  const [backupCodes, setBackupCodes] = useState<readonly string[]>([])
  const { sessionId } = useSession()
  useEffect(() => keepFocus(page.current!), [])

  return (
    <div className="page" ref={page}>
      <Header />
      <main>
        <div className="intro">
          <h1>Several accounts. One browser. Every tab in step.</h1>
          <p>
            Sign in twice, switch, and open a second window beside this one. Each card is a hook or two of{' '}
            <code>frontdesk</code>.
          </p>
        </div>
        <ConnectionBanner />
        <LinkLanding />
        <ProviderLanding />
        <div className="columns">
          <div className="column">
            {backupCodes.length > 0 && (
              <BackupCodesCard codes={backupCodes} onSaved={() => setBackupCodes([])} />
            )}
            <ClientFailed>
              <AuthCard onDone={stay} />
            </ClientFailed>
            <Show when="signed-out" treatPendingAsSignedOut={false}>
              <AuthCard onDone={stay} />
            </Show>
            <Show when="pending">
              <TaskCard key={sessionId} onBackupCodes={setBackupCodes} />
            </Show>
            {isAdding && <AuthCard onDone={() => setAdding(false)} onCancel={() => setAdding(false)} />}
            <AccountsCard isAdding={isAdding} onAdd={() => setAdding(true)} />
            <Show when="signed-in">
              <AccountCards key={sessionId} />
            </Show>
            <RequestsCard />
          </div>
          <div className="column">
            {boxUrl && <InboxCard />}
            <TokenCard />
            <ClientCard />
          </div>
        </div>
      </main>
    </div>
  )
}
