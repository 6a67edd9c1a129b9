import { useQuery } from '@tanstack/react-query'
import { useGetToken, useSession, useSetActive, useSignOut, useToken, useUser } from 'frontdesk'
import { Profiler, useEffect } from 'react'
import { count } from './counts'
import { claimsOf } from './jwt'

/** What an app makes of its session: a token kept for its servers, data of its own, and an effect. */
export function Account() {
  return (
    <>
      <Token />
      <Notes />
      <Profiler id="effect" onRender={() => count('renders')}>
        <Effect />
      </Profiler>
    </>
  )
}

/** Whose token it is, and until when it is good by the server's clock. */
function Token() {
  const { token, expiresAt, status } = useToken()
  return (
    <p>
      token: <output aria-label="token">{token ? claimsOf(token).sub : status}</output> until{' '}
      <output aria-label="expires at">{expiresAt}</output>
    </p>
  )
}

/** Data of the app's own. Its server takes a while; that of these tests says nothing, so the token says whose they are. */
function Notes() {
  const getToken = useGetToken()
  const { status } = useSession()
  const { data } = useQuery({
    queryKey: ['notes'],
    queryFn: async () => {
      const token = await getToken()
      await fetch('/notes', { headers: { authorization: `Bearer ${token}` } })
      return token && claimsOf(token).sub
    },
    enabled: status === 'signed-in',
  })
  return (
    <p>
      notes of: <output aria-label="notes">{data}</output>
    </p>
  )
}

/** Depends on all that hooks return and that is said to stay the same while nothing in it changes. */
function Effect() {
  const { data: user } = useUser()
  const session = useSession()
  const getToken = useGetToken()
  const { mutate: setActive } = useSetActive()
  const { mutate: signOut } = useSignOut()
  // biome-ignore lint/correctness/useExhaustiveDependencies: that it depends on all of them is the point.
  useEffect(() => {
    count('effects')
  }, [user, session, getToken, setActive, signOut])
  return null
}
