import type { Box } from '../../box'
import type { State } from '../../state/state'
import type { Webhooks } from './webhooks'

/** Gives a function that puts a box back to how it is now; its faults, its log and what was sent are gone then. */
export function resetTo(box: Box, webhooks?: Webhooks): () => void {
  const { offset } = box.clock
  const start = structuredClone(box.state)
  return () => {
    for (const name of Object.keys(start) as (keyof State)[]) {
      const records = box.state[name] as Map<string, unknown>
      records.clear()
      for (const [key, record] of structuredClone<Map<string, unknown>>(start[name])) records.set(key, record)
    }
    box.clock.set(Date.now() + offset)
    for (const { id } of box.faults.active) box.faults.remove(id)
    for (const journal of [box.log, box.emails, box.texts]) journal.clear()
    webhooks?.clear()
    box.saver.changed()
  }
}
