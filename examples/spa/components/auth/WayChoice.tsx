/** A way to go on. */
export interface Choice {
  readonly way: string
  readonly label: string
  /** What is said beside it, e.g. where a code goes. */
  readonly detail?: string | null
  readonly go: () => void
}

interface WayChoiceProps {
  choices: readonly Choice[]
  /** Whether one of them has to be taken. */
  isNext?: boolean
}

export function WayChoice({ choices, isNext = false }: WayChoiceProps) {
  if (choices.length === 0) return null
  return (
    <div className="ways">
      {!isNext && <p className="ways-title">Other ways</p>}
      {choices.map(({ way, label, detail, go }, index) => (
        <button
          key={way}
          type="button"
          className="button way"
          data-next={(isNext && index === 0) || undefined}
          onClick={go}
        >
          {label}
          {detail && <span className="muted">{detail}</span>}
        </button>
      ))}
    </div>
  )
}
