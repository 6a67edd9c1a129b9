import { DevicesCard } from './DevicesCard'
import { OrganizationsCard } from './OrganizationsCard'
import { PasskeysCard } from './PasskeysCard'
import { SecurityCard } from './SecurityCard'

/** What whoever is signed in can do with their account. */
export function AccountCards() {
  return (
    <>
      <OrganizationsCard />
      <DevicesCard />
      <PasskeysCard />
      <SecurityCard />
    </>
  )
}
