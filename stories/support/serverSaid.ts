import type { InitialState } from 'frontdesk/core'
import { useState } from 'react'
import { useTab } from './withStage'

export type Said = 'signed-in' | 'pending' | 'signed-out' | 'nothing'

/** What a server would have said of a person of the box, when this page was rendered. */
export function useServerSaid(said: Said, name: string): InitialState | undefined {
  const { fapi } = useTab()
  const [state] = useState((): InitialState | undefined => {
    const iat = Math.floor(fapi.clock.now() / 1000)
    if (said === 'nothing') return undefined
    if (said === 'signed-out') return { v: 1, status: said, iat }
    const user = fapi.users.find(({ identifier }) => identifier === `${name}@example.com`)!
    const session = fapi.sessions.find(({ userId }) => userId === user.id)
    const sessionId = session?.id ?? 'sess_elsewhere'
    const who = { sessionId, userId: user.id, organizationId: null, actor: null, claims: {} }
    return { v: 1, status: said, ...who, iat, exp: iat + 60 }
  })
  return state
}
