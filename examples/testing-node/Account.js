import { ClientFailed, ClientLoading, Show, useSignOut, useUser } from 'frontdesk'
import { createElement as h } from 'react'

/** Without JSX, which Node does not read. */
export function Account() {
  const { data: user } = useUser()
  const { mutate: signOut } = useSignOut()
  return h(
    'main',
    null,
    h(ClientLoading, null, 'One moment…'),
    h(ClientFailed, null, 'Something is wrong on our side.'),
    h(
      Show,
      { when: 'signed-in', fallback: 'Nobody is here.' },
      h('h1', null, 'Hello ', user?.firstName),
      h('button', { type: 'button', onClick: () => signOut() }, 'Sign out'),
    ),
  )
}
