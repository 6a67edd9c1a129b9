import type { FormErrors, SecondFactorPhone, SetupMfaTask, Totp } from 'frontdesk'
import { useState } from 'react'
import { WayChoice } from '../auth/WayChoice'
import { GlobalErrors } from '../forms/GlobalErrors'
import { AppSetUp } from './AppSetUp'
import { PhoneSetUp } from './PhoneSetUp'

interface SetUpSecondFactorProps {
  task: SetupMfaTask
  errors: FormErrors
  isPending: boolean
  onBackupCodes: (codes: readonly string[]) => void
}

/** An authenticator app, or a phone. */
export function SetUpSecondFactor({ task, errors, isPending, onBackupCodes }: SetUpSecondFactorProps) {
  const [totp, setTotp] = useState<Totp>()
  const [phone, setPhone] = useState<SecondFactorPhone | 'wanted'>()
  const state = { task, errors, isPending, onBackupCodes }

  function startApp() {
    setPhone(undefined)
    task.createTotp().then(setTotp, () => {})
  }

  function startPhone() {
    setTotp(undefined)
    setPhone('wanted')
  }

  const app = { way: 'app', label: 'Use an authenticator app', go: startApp }
  const number = { way: 'phone', label: 'Use a phone', go: startPhone }
  const choices = totp ? [number] : phone ? [app] : [app, number]
  return (
    <div className="step">
      {totp ? (
        <AppSetUp totp={totp} {...state} />
      ) : phone ? (
        <PhoneSetUp phone={phone === 'wanted' ? undefined : phone} onSent={setPhone} {...state} />
      ) : (
        <>
          <p className="muted">
            From now on a second proof is asked for, so that a password alone is no use.
          </p>
          <GlobalErrors errors={errors} />
        </>
      )}
      <WayChoice choices={choices} isNext={choices.length === 2} />
    </div>
  )
}
