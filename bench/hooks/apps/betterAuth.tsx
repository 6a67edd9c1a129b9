// @ts-expect-error It is installed when it is measured.
import { multiSessionClient } from 'better-auth/client/plugins'
// @ts-expect-error It is installed when it is measured.
import { createAuthClient } from 'better-auth/react'
import { Fragment } from 'react'
import { startPage } from './page'

const client = createAuthClient({ plugins: [multiSessionClient()] })

startPage({
  Provider: Fragment,
  useName() {
    const { data, isPending } = client.useSession()
    return isPending ? undefined : (data?.user.name ?? null)
  },
  useSignOut: () => client.signOut,
})
