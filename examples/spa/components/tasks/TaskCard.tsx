import { type SessionTask, useSessionTasks } from 'frontdesk'
import { Card } from '../Card'
import { useFormErrors } from '../forms/useFormErrors'
import { ChooseOrganization } from './ChooseOrganization'
import { ResetPassword } from './ResetPassword'
import { SetUpSecondFactor } from './SetUpSecondFactor'

interface TaskCardProps {
  /** Given codes that are told once: this card goes with the last task. */
  onBackupCodes: (codes: readonly string[]) => void
}

/** What is left to do before the session becomes active: one task after the other. */
export function TaskCard({ onBackupCodes }: TaskCardProps) {
  const { tasks, isPending, error } = useSessionTasks()
  const [task] = tasks
  if (!task) return null
  return (
    <Card place="due" title={titleOf(task)} hooks="useSessionTasks">
      <Task key={task.key} task={task} isPending={isPending} error={error} onBackupCodes={onBackupCodes} />
    </Card>
  )
}

interface TaskProps extends TaskCardProps, Pick<ReturnType<typeof useSessionTasks>, 'isPending' | 'error'> {
  task: SessionTask
}

function Task({ task, isPending, error, onBackupCodes }: TaskProps) {
  const errors = useFormErrors(error)
  const state = { errors, isPending }
  switch (task.key) {
    case 'choose-organization':
      return <ChooseOrganization task={task} {...state} />
    case 'reset-password':
      return <ResetPassword task={task} {...state} />
    case 'setup-mfa':
      return <SetUpSecondFactor task={task} {...state} onBackupCodes={onBackupCodes} />
    default:
      return (
        <p className="muted">
          The demo does not know how to do <code>{task.key}</code>.
        </p>
      )
  }
}

function titleOf({ key }: SessionTask): string {
  switch (key) {
    case 'choose-organization':
      return 'Choose an organization'
    case 'reset-password':
      return 'Choose another password'
    case 'setup-mfa':
      return 'Set up a second factor'
    default:
      return 'One more task'
  }
}
