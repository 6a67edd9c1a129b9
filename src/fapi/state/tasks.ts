import type { Box } from '../box'
import { completeTask, sessionsOf } from './sessions'
import type { UserRecord } from './state'

/** Does one of a user's tasks for good: in all the sessions that wait for it, and in those to come. */
export function finishTask(box: Box, user: UserRecord, task: string): void {
  user.tasks = user.tasks.filter((other) => other !== task)
  for (const session of sessionsOf(box, user)) completeTask(box, session, task)
}
