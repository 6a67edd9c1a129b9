import { useState } from 'react'
import type { Frontdesk } from '../core/frontdesk'
import { reportOf } from './report'
import { recorderOf } from './watch/recorder'

/** Puts the report on the clipboard; where that is not allowed, shows it to be copied by hand. */
export function CopyReport({ frontdesk }: { frontdesk: Frontdesk }) {
  const [outcome, setOutcome] = useState('')
  const [report, setReport] = useState<string>()

  async function copy() {
    const { _internal: engine } = frontdesk
    const text = reportOf(engine, recorderOf(engine))
    try {
      await navigator.clipboard.writeText(text)
      setReport(undefined)
      setOutcome('Copied, without secrets.')
    } catch {
      setReport(text)
      setOutcome('The browser keeps the clipboard: copy it from the field.')
    }
  }

  return (
    <>
      <button type="button" onClick={() => void copy()}>
        Copy as JSON
      </button>
      <span role="status">{outcome}</span>
      {report !== undefined && (
        <textarea
          readOnly
          aria-label="Report as JSON"
          value={report}
          onFocus={({ target }) => target.select()}
        />
      )}
    </>
  )
}
