import { requireUser } from '../../../frontdesk'
import { Accounts } from './Accounts'
import { OnlyFor } from './OnlyFor'

/** For who is signed in. */
export default async function Account() {
  const { userId } = await requireUser('/account')
  return (
    <>
      <h1>Account</h1>
      <p>
        The server says: <OnlyFor userId={userId}>{userId}</OnlyFor>
      </p>
      <Accounts />
    </>
  )
}
