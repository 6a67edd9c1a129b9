import { isFrontdeskError } from 'frontdesk'

interface ResultProps {
  /** What a hook returned, or the part of it that the story is about. */
  of: object
  /** How many levels of it are unfolded. Default: 1. */
  depth?: number
}

/** Prints a hook's result as a tree. */
export function Result({ of, depth = 1 }: ResultProps) {
  return (
    <div className="result">
      <Fields of={of} path="" depth={depth} />
    </div>
  )
}

interface NodeProps {
  of: unknown
  path: string
  depth: number
}

function Fields({ of, path, depth }: NodeProps & { of: object }) {
  return (
    <dl>
      {Object.entries(of).map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd data-path={path + key}>
            <Value of={value} path={`${path + key}.`} depth={depth - 1} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ of, path, depth }: NodeProps) {
  if (isFrontdeskError(of)) return <Value of={outline(of)} path={path} depth={1} />
  if (typeof of === 'function') return <code data-type="function">ƒ</code>
  if (typeof of !== 'object' || of === null)
    return <code data-type={of === null ? 'null' : typeof of}>{String(of)}</code>
  const size = Object.keys(of).length
  if (size === 0) return <code data-type="empty">{Array.isArray(of) ? '[]' : '{}'}</code>
  return (
    <details open={depth > 0}>
      <summary>{summary(of)}</summary>
      <Fields of={of} path={path} depth={depth} />
    </details>
  )
}

const outline = ({ name, code, status, message }: Error & { code: string; status?: number | undefined }) => ({
  name,
  code,
  ...(status !== undefined && { status }),
  message,
})

/** What tells an object from its like, while it is folded. */
function summary(of: object): string {
  if (Array.isArray(of)) return of.length === 1 ? '1 item' : `${of.length} items`
  const { id, code, name } = of as Record<string, unknown>
  return String(id ?? code ?? name ?? '{ … }')
}
