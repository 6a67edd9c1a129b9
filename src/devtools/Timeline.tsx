import { useId, useState } from 'react'
import { verdictText } from './Answers'
import { clockTime } from './times'
import type { Entry, EntryKind } from './watch/timeline'

const kinds: Record<EntryKind, string> = {
  request: 'Requests',
  session: 'Sessions',
  connection: 'Connection',
  token: 'Tokens',
  cache: 'Cache',
  message: 'Tabs',
  lock: 'Locks',
  page: 'Page',
}

interface TimelineProps {
  entries: readonly Entry[]
  /** What this tab calls itself. */
  own: string
}

/** What happened, the newest first. */
export function Timeline({ entries, own }: TimelineProps) {
  const [kind, setKind] = useState('')
  const id = useId()
  const chosen = entries.filter((entry) => !kind || entry.kind === kind).toReversed()
  return (
    <>
      <div className="bar">
        <h3>Timeline</h3>
        <label htmlFor={id}>Show</label>
        <select id={id} defaultValue={kind} onInput={({ currentTarget }) => setKind(currentTarget.value)}>
          <option value="">Everything</option>
          {Object.entries(kinds).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {chosen.length === 0 && <p>Nothing yet.</p>}
      <ol>
        {chosen.map((entry) => (
          <Item key={entry.id} entry={entry} own={own} />
        ))}
      </ol>
    </>
  )
}

function Item({ entry, own }: { entry: Entry; own: string }) {
  const { id, at, kind, what, cause, because, tab, request, result, outcome } = entry
  const parameters = request && [...request.parameters, request.strategy && `strategy ${request.strategy}`]
  const verdict = result && verdictText(result)
  return (
    <li data-kind={kind}>
      <small>
        #{id} <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time> {kind}
        {tab && (tab === own ? ' · this tab' : ` · tab ${tab}`)}
      </small>
      <strong>{what}</strong>
      {(cause || because) && (
        <span>
          {cause}
          {because && ` (#${because})`}
        </span>
      )}
      {parameters && parameters.length > 1 && <small>with {parameters.filter(Boolean).join(', ')}</small>}
      {(outcome || verdict) && (
        <span className="outcome" data-failed={result && !(Number(result.status) < 400)}>
          {outcome}
          {verdict && ` ${verdict}`}
          {result && ` (${result.milliseconds} ms)`}
        </span>
      )}
    </li>
  )
}
