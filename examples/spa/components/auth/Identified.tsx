interface IdentifiedProps {
  identifier: string | null
  onChange: () => void
}

/** Who it is that goes on, and the way back. */
export function Identified({ identifier, onChange }: IdentifiedProps) {
  return (
    <p className="identified">
      <span>{identifier}</span>
      <button type="button" className="link" onClick={onChange}>
        Change
      </button>
    </p>
  )
}
