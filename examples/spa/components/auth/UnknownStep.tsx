import { Step } from './Step'

interface UnknownStepProps {
  status: string
  onBack: () => void
}

/** The Frontend API may ask for more than the demo knows. */
export function UnknownStep({ status, onBack }: UnknownStepProps) {
  return (
    <Step
      title="A step that is not here"
      lead={
        <>
          This account needs a step that the demo does not have: <code>{status}</code>
        </>
      }
    >
      <button type="button" className="button" data-next onClick={onBack}>
        Begin anew
      </button>
    </Step>
  )
}
