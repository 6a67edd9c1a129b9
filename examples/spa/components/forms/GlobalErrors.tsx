import type { FormErrors } from 'frontdesk'

interface GlobalErrorsProps {
  errors: FormErrors
  /** The fields that are shown: what belongs to one of them is said there. */
  fields?: readonly string[]
}

/** What no field is wrong about, how long to wait, and how many tries are left. */
export function GlobalErrors({ errors, fields = [] }: GlobalErrorsProps) {
  const { global, retryAfter, triesLeft } = errors
  const others = Object.entries(errors.fields).flatMap(([name, list = []]) =>
    fields.includes(name) ? [] : list,
  )
  const all = [...global, ...others]
  return (
    <div className="alert" role="alert">
      {all.map(({ code, message }) => (
        <p key={code}>{message}</p>
      ))}
      {retryAfter !== undefined && <p>Try again in {describeWait(retryAfter)}.</p>}
      {triesLeft !== undefined && <p>Tries left: {triesLeft}.</p>}
    </div>
  )
}

function describeWait(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
