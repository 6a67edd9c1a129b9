import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { startPage } from './page'

interface Client {
  last_active_session_id: string | null
  sessions: { id: string; user: { first_name: string } }[]
}

const queryClient = new QueryClient()
const queryKey = ['client']
const url = `${window.box.url}/v1/client`

async function queryFn(): Promise<Client | null> {
  const answer = await fetch(url, { credentials: 'include' })
  return (await answer.json()).response
}

async function signOut() {
  await fetch(url, { method: 'DELETE', credentials: 'include' })
  queryClient.setQueryData(queryKey, null)
}

startPage({
  Provider: ({ children }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>,
  useName() {
    const { data } = useQuery({ queryKey, queryFn, staleTime: Number.POSITIVE_INFINITY })
    if (!data) return data
    return data.sessions.find(({ id }) => id === data.last_active_session_id)?.user.first_name
  },
  useSignOut: () => signOut,
})
