import type { Box } from './box'
import { checkSavedBeyond } from './state/beyond'
import { keepChanges } from './state/changes'
import { type FapiState, parseState } from './state/format'
import { parseChange, replay } from './state/replay'
import { isSameJson } from './state/sameJson'
import { takeSnapshot } from './state/snapshot'
import type { Keeper } from './storage'

const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value))

/**
 * Refuses a state that could not be loaded again, and changes that do not lead to it: so every test of a box checks both
 * with what it does.
 */
export function strictKeeper(): Keeper {
  let kept: FapiState | undefined
  const { save } = keepChanges({
    load: () => undefined,
    async save(change, whole) {
      if (!kept) kept = throughJson(whole())
      else if (change) kept = replay(kept, [parseChange(throughJson(change))])
    },
  })
  const saveStrictly = async (box: Box) => {
    // Both look at the box in the same moment.
    const [state] = await Promise.all([takeSnapshot(box), save(box)])
    const saved = throughJson(state)
    checkSavedBeyond(parseState(saved))
    for (const name of new Set([...Object.keys(saved), ...Object.keys(kept!)]) as Set<keyof FapiState>) {
      if (!isSameJson(sorted(saved[name]), sorted(kept?.[name])))
        throw new Error(`what was kept of ${name} is not what there is`)
    }
  }
  return { save: saveStrictly }
}

/** A record that went and came back is kept at another place. */
function sorted(value: unknown): unknown {
  const nameOf = (record: Record<string, unknown>) => String(record.id ?? record.token ?? record.nonce)
  return Array.isArray(value) ? [...value].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) : value
}
