import type { Code, UseSignInReturnType, UseSignUpReturnType } from 'frontdesk'
import type { ReactNode } from 'react'
import { CodeField } from '../forms/CodeField'
import { Form } from '../forms/Form'
import { ResendButton } from '../forms/ResendButton'
import { SubmitButton } from '../forms/SubmitButton'
import { useFormErrors } from '../forms/useFormErrors'
import { Step } from './Step'

interface CodeWayProps {
  title: string
  code: Pick<Code, 'safeIdentifier' | 'resendIn' | 'verify'> & { send: () => Promise<unknown> }
  flow: Pick<UseSignInReturnType | UseSignUpReturnType, 'error' | 'isPending'>
  children?: ReactNode
}

/** Takes the code that was sent. */
export function CodeWay({ title, code, flow, children }: CodeWayProps) {
  const errors = useFormErrors(flow.error)
  return (
    <Step
      title={title}
      lead={
        <>
          A code with six digits is on its way to <strong>{code.safeIdentifier}</strong>.
        </>
      }
    >
      {children}
      <Form
        label={title}
        errors={errors}
        fields={['code']}
        onSubmit={(form) => code.verify(String(form.get('code')))}
      >
        <CodeField errors={errors} />
        <SubmitButton isPending={flow.isPending}>Continue</SubmitButton>
      </Form>
      <ResendButton noun="code" resendIn={code.resendIn} send={() => code.send()} />
    </Step>
  )
}
