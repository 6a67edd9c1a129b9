import type { Frontdesk } from '../frontdesk'
import type { Session } from '../wire/resources/session'
import { setActive } from './setActive'

/**
 * After what a task of this tab's session has asked for: lets the Frontend API look at the session again, unless it has
 * said already that the task is done.
 *
 * @throws FrontdeskError
 */
export async function completeTask(frontdesk: Frontdesk, key: string): Promise<void> {
  const { session } = frontdesk.state.session
  const isDone = (given: Session) => !given.tasks.some((task) => task.key === key)
  if (!session || !isDone(session)) await setActive(frontdesk)
}
