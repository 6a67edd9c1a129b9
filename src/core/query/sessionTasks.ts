import type { Frontdesk } from '../frontdesk'
import { mutationOptions } from './mutationOptions'

/**
 * A step of a task, e.g. `[() => changePassword(frontdesk, parameters)]`. What it gives does not count: it may be a secret.
 */
export type SessionTaskStep = readonly [take: () => Promise<unknown>]

/** Options of the mutation behind `useSessionTasks`. The variables are a function, so that the cache shows no secret. */
export const sessionTaskMutationOptions = (frontdesk: Frontdesk) =>
  mutationOptions(frontdesk, 'sessionTask', async ([take]: SessionTaskStep): Promise<void> => {
    await take()
  })
