import type { Box } from '../box'
import { hasSecondFactor } from '../strategies/secondFactors'
import type { UserRecord } from './state'
import { finishTask } from './tasks'

/** Makes new codes to fall back on, in place of those there were. */
export function newBackupCodes({ ids }: Box, user: UserRecord): string[] {
  user.backupCodes = Array.from({ length: 10 }, () =>
    ids.randomText(8, 'abcdefghijklmnopqrstuvwxyz0123456789'),
  )
  return user.backupCodes
}

/** What follows from a new second factor: nobody waits for one any more. Gives codes to fall back on, where there were none. */
export function secondFactorAdded(box: Box, user: UserRecord): string[] | null {
  finishTask(box, user, 'setup-mfa')
  user.updatedAt = box.clock.now()
  if (user.backupCodes || !box.options.strategies.has('backup_code')) return null
  return newBackupCodes(box, user)
}

/** What follows where a second factor is gone: with the last one go the codes to fall back on. */
export function secondFactorRemoved(box: Box, user: UserRecord): void {
  user.updatedAt = box.clock.now()
  if (!hasSecondFactor(box, user)) user.backupCodes = undefined
}
