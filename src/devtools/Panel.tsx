import { type ReactNode, useEffect, useReducer, useState, useSyncExternalStore } from 'react'
import type { Frontdesk } from '../core/frontdesk'
import type { Ambient } from '../core/host/ambient'
import { Answers } from './Answers'
import { CopyReport } from './CopyReport'
import { Facts } from './Facts'
import { Timeline } from './Timeline'
import { clockTime } from './times'
import { recorderOf } from './watch/recorder'

interface PanelProps {
  frontdesk: Frontdesk
  /** The button that closes it. */
  close: ReactNode
}

export function Panel({ frontdesk, close }: PanelProps) {
  const { _internal: engine } = frontdesk
  const recorder = recorderOf(engine)
  const version = () => recorder.version
  useSyncExternalStore(recorder.subscribe, version, version)
  useSeconds(engine.ambient)
  const { since, missed, timeline } = recorder
  return (
    <>
      <header>
        <h2>Frontdesk</h2>
        <p>
          {since === undefined ? 'Not watching yet' : `Watching since ${clockTime(since)}`}
          {missed > 0 && `; ${missed === 1 ? 'one request was' : `${missed} requests were`} sent before`}
        </p>
        {close}
        <CopyReport frontdesk={frontdesk} />
      </header>
      <div className="columns">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse. */}
        <section className="scroll" aria-label="Frontdesk state" tabIndex={0}>
          <Facts frontdesk={frontdesk} />
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above. */}
        <section className="scroll" aria-label="Frontdesk history" tabIndex={0}>
          <Answers entries={timeline.entries} />
          <Timeline entries={timeline.entries} own={recorder.tabs.own} />
        </section>
      </div>
    </>
  )
}

/** Renders each second: ages and what is left change with time alone. */
function useSeconds(ambient: Ambient) {
  const [, tick] = useReducer((count: number) => count + 1, 0)
  const [{ timeout }] = useState(ambient)
  useEffect(() => {
    let stop = timeout(next, 1000)
    function next() {
      tick()
      stop = timeout(next, 1000)
    }
    return () => stop()
  }, [timeout])
}
