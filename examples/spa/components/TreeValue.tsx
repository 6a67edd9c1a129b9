interface TreeValueProps {
  name: string
  value: unknown
  /** Undefined for what has nothing below it. */
  isOpen: boolean | undefined
}

export function TreeValue({ name, value, isOpen }: TreeValueProps) {
  if (typeof value === 'object' && value !== null) {
    return <span className="tree-summary">{summary(value, isOpen)}</span>
  }
  return (
    <>
      <span className="tree-value" data-type={value === null ? 'null' : typeof value}>
        {JSON.stringify(value)}
      </span>
      {typeof value === 'number' && value > 0 && /At$/.test(name) && (
        <time className="tree-time" dateTime={new Date(value).toISOString()}>
          {new Date(value).toLocaleString()}
        </time>
      )}
    </>
  )
}

/** What is inside: how many, or what tells a closed object from others. */
function summary(value: object, isOpen: boolean | undefined): string {
  if (Array.isArray(value)) return `[${value.length}]`
  if (isOpen === undefined) return '{}'
  if (isOpen) return ''
  const { id, status } = value as { id?: unknown; status?: unknown }
  const telling = [id, status].filter((part) => typeof part === 'string')
  return telling.join(' · ') || `{${Object.keys(value).length}}`
}
