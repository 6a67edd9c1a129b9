import type { SecondFactorCode, UseSignInReturnType } from 'frontdesk'
import type { ReactNode } from 'react'
import { CodeField } from '../forms/CodeField'
import { Form } from '../forms/Form'
import { SubmitButton } from '../forms/SubmitButton'
import { useFormErrors } from '../forms/useFormErrors'
import { Step } from './Step'

interface AppCodeProps extends Pick<SecondFactorCode, 'strategy' | 'verify'> {
  flow: Pick<UseSignInReturnType, 'error' | 'isPending'>
  children: ReactNode
}

/** A code that the user has already: the authenticator app's, or a backup code. */
export function AppCode({ strategy, verify, flow, children }: AppCodeProps) {
  const errors = useFormErrors(flow.error)
  const isBackupCode = strategy === 'backup_code'
  const title = isBackupCode ? 'Enter a backup code' : 'Open your authenticator app'
  const lead = isBackupCode
    ? 'Each of them is good once.'
    : 'It shows a code with six digits for this account.'
  return (
    <Step title={title} lead={lead}>
      {children}
      <Form
        label={title}
        errors={errors}
        fields={['code']}
        onSubmit={(form) => verify(String(form.get('code')))}
      >
        <CodeField
          label={isBackupCode ? 'Backup code' : 'Code'}
          errors={errors}
          isBackupCode={isBackupCode}
        />
        <SubmitButton isPending={flow.isPending}>Sign in</SubmitButton>
      </Form>
    </Step>
  )
}
