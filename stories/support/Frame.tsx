import type { Frontdesk } from 'frontdesk'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import type { Stage } from './stage'
import './frame.css'

interface StageFrameProps {
  stage: Stage
  children: ReactNode
}

/** The tabs of a story's browser, and what its Frontend API was asked. */
export function StageFrame({ stage, children }: StageFrameProps) {
  const entries = useNow(() => stage.fapi.log.entries)
  const isFaulty = useNow(stage.isFaulty)
  return (
    <article className="stage">
      <div className="tabs">{children}</div>
      <footer>
        <details className="log">
          <summary>{entries.length === 1 ? '1 request' : `${entries.length} requests`}</summary>
          <ol>
            {entries.map(({ method, path, status }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows.
              <li key={index}>
                <code>{method}</code> <code>{path}</code> <code>{status || 'cut'}</code>
              </li>
            ))}
          </ol>
        </details>
        {isFaulty && (
          <button type="button" onClick={stage.mend}>
            Mend the Frontend API
          </button>
        )}
      </footer>
    </article>
  )
}

interface TabFrameProps {
  title: string
  /** The tab's handle, where the story uses it. */
  frontdesk: Frontdesk | undefined
  children: ReactNode
}

export function TabFrame({ title, frontdesk, children }: TabFrameProps) {
  return (
    <section className="tab" aria-label={title}>
      <header>
        <span>{title}</span>
        {frontdesk && <Connection frontdesk={frontdesk} />}
      </header>
      <div className="page">{children}</div>
    </section>
  )
}

function Connection({ frontdesk }: { frontdesk: Frontdesk }) {
  const { status } = useSyncExternalStore(frontdesk.subscribe, () => frontdesk.state.connection)
  return (
    <span className="connection" data-path="connection" data-status={status}>
      {status}
    </span>
  )
}

/** A box says nothing of its changes: it is looked at now and again. */
function useNow<Value>(read: () => Value): Value {
  const [value, setValue] = useState(read)
  useEffect(() => {
    const timer = setInterval(() => setValue(read), 200)
    return () => clearInterval(timer)
  })
  return value
}
