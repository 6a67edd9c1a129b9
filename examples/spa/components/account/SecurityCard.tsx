import { Card } from '../Card'
import { ChangePassword } from './ChangePassword'
import { DeleteProjects } from './DeleteProjects'

/** What nobody shall do who has merely found the browser open. */
export function SecurityCard() {
  return (
    <Card title="Danger" hooks="useReverification">
      <ChangePassword />
      <DeleteProjects />
    </Card>
  )
}
