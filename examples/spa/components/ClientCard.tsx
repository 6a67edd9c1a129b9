import { ClientFailed, ClientLoading, useClient } from 'frontdesk'
import { Card } from './Card'
import { CreateClient } from './CreateClient'
import { JsonTree } from './JsonTree'

/** The client as the library hands it out. It holds no token: those never enter the cache. */
export function ClientCard() {
  const { data: client } = useClient()
  return (
    <Card title="Client" hooks="useClient · useCreateClient">
      <ClientLoading>
        <div className="skeleton" />
      </ClientLoading>
      <ClientFailed>
        <p className="empty">Not known yet.</p>
      </ClientFailed>
      {client === null && <CreateClient />}
      {client && <JsonTree label="Client" name="client" value={client} />}
    </Card>
  )
}
