export type Steps = 'one' | 'two'

interface StepsChoiceProps {
  value: Steps
  onChange: (steps: Steps) => void
}

const choices: readonly [Steps, string][] = [
  ['one', 'One step'],
  ['two', 'Two steps'],
]

export function StepsChoice({ value, onChange }: StepsChoiceProps) {
  return (
    <div className="segments" role="radiogroup" aria-label="Password sign-in">
      {choices.map(([steps, label]) => (
        <label key={steps}>
          <input type="radio" name="steps" checked={value === steps} onChange={() => onChange(steps)} />
          <span>{label}</span>
        </label>
      ))}
    </div>
  )
}
