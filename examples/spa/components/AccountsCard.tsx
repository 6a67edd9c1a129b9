import { ClientLoading, Show, useSignOut, useSignOutAll } from 'frontdesk'
import { AccountList } from './AccountList'
import { Card } from './Card'
import { SignOutAll } from './SignOutAll'
import { SignOutNote } from './SignOutNote'
import { TabSession } from './TabSession'

interface AccountsCardProps {
  /** Whether somebody is about to sign in besides. */
  isAdding: boolean
  onAdd: () => void
}

export function AccountsCard({ isAdding, onAdd }: AccountsCardProps) {
  // Here and not where the buttons are: those go with the last account.
  const signOut = useSignOut()
  const signOutAll = useSignOutAll()
  return (
    <Card title="Accounts" hooks="useSessions · useSetActive · useSignOut">
      <TabSession />
      <ClientLoading>
        <div className="skeleton" />
      </ClientLoading>
      <Show when="signed-in" treatPendingAsSignedOut={false}>
        <AccountList signOut={signOut} />
        {!isAdding && (
          <button type="button" className="button wide" data-next onClick={onAdd}>
            Add account
          </button>
        )}
      </Show>
      <SignOutNote mutations={[signOut, signOutAll]} />
      <SignOutAll signOutAll={signOutAll} />
    </Card>
  )
}
