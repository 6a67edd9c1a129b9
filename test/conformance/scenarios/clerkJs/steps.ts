import type { ClerkTab } from '../../stage/browser'
import type { Stage } from '../../stage/stage'

/** Signs a user in with a password, in one step, and makes the session the active one. @returns its id */
export async function signIn({ fapi }: Stage, tab: ClerkTab, identifier: string): Promise<string> {
  const { password } = fapi.users.find((user) => user.identifier === identifier)!
  return tab.run(
    async (clerk, credentials) => {
      const { createdSessionId } = await clerk.client!.signIn.create(credentials)
      await clerk.setActive({ session: createdSessionId! })
      return createdSessionId!
    },
    { identifier, password },
  )
}
