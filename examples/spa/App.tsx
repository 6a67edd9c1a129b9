import { AccountsCard } from './components/AccountsCard'
import { ClientCard } from './components/ClientCard'
import { ConnectionBanner } from './components/ConnectionBanner'
import { Header } from './components/Header'
import { RequestsCard } from './components/RequestsCard'
import { TokenCard } from './components/TokenCard'

export function App() {
  return (
    <div className="page">
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
        <div className="columns">
          <div className="column">
            <AccountsCard />
            <RequestsCard />
          </div>
          <div className="column">
            <TokenCard />
            <ClientCard />
          </div>
        </div>
      </main>
    </div>
  )
}
