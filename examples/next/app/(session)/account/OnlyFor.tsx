'use client'

import { useSession } from 'frontdesk'
import type { ReactNode } from 'react'

/** Shows what a server component made for a user, and no longer once another account is shown. */
export function OnlyFor({ userId, children }: { userId: string; children: ReactNode }) {
  return useSession().userId === userId ? children : '…'
}
