import { Suspense, useState } from 'react'
import type { SeededUser } from '../seededUsers'
import { OneStepForm } from './OneStepForm'
import { SeededUsers } from './SeededUsers'
import { type Steps, StepsChoice } from './StepsChoice'
import { TwoStepForm } from './TwoStepForm'

interface SignInProps {
  /** Given the new session. A tab that had none shows it already. */
  onComplete?: (sessionId: string) => void
}

export function SignIn({ onComplete = () => {} }: SignInProps) {
  const [steps, setSteps] = useState<Steps>('one')
  const [picked, setPicked] = useState<{ user?: SeededUser; times: number }>({ times: 0 })
  const Form = steps === 'one' ? OneStepForm : TwoStepForm
  return (
    <div className="sign-in">
      <StepsChoice value={steps} onChange={setSteps} />
      <Suspense fallback={<div className="seeded" />}>
        <SeededUsers onPick={(user) => setPicked({ user, times: picked.times + 1 })} />
      </Suspense>
      {/* A new key starts the form over, with what was picked. */}
      <Form key={picked.times} user={picked.user} onComplete={onComplete} />
    </div>
  )
}
