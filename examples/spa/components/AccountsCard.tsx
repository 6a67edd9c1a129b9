import { ClientFailed, ClientLoading, Show, useSignOut, useSignOutAll } from 'frontdesk'
import { AccountList } from './AccountList'
import { AddAccount } from './AddAccount'
import { Card } from './Card'
import { SignIn } from './SignIn'
import { SignOutAll } from './SignOutAll'
import { SignOutNote } from './SignOutNote'
import { TabSession } from './TabSession'

export function AccountsCard() {
  // Here and not where the buttons are: those go with the last account.
  const signOut = useSignOut()
  const signOutAll = useSignOutAll()
  return (
    <Card title="Accounts" hooks="useSessions · useSetActive · useSignOut">
      <TabSession />
      <ClientLoading>
        <div className="skeleton" />
      </ClientLoading>
      <ClientFailed>
        <SignIn />
      </ClientFailed>
      <Show when="signed-in" treatPendingAsSignedOut={false} fallback={<SignIn />}>
        <AccountList signOut={signOut} />
        <AddAccount />
      </Show>
      <SignOutNote mutations={[signOut, signOutAll]} />
      <SignOutAll signOutAll={signOutAll} />
    </Card>
  )
}
