import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { floorsInUse } from './writers'

/** Which file writes what changes of a handle; everything else of it is set when it is made. */
const writers: Record<string, string> = {
  'Host.mounts': 'core/host/host.ts',
  'Host.lifetime': 'core/host/host.ts',
  'Host.tap': 'core/host/tap.ts',
  'Host.inBatch': 'core/host/host.ts',
  'Wire.sent': 'core/wire/request.ts',
  'Store.client': 'core/store/store.ts',
  'Store.arrived': 'core/store/store.ts',
  'Store.arrivedAt': 'core/store/store.ts',
  'Store.applied': 'core/store/store.ts',
  'Store.ended': 'core/store/store.ts',
  'Store.told': 'core/store/store.ts',
  'Store.seed': 'core/store/store.ts',
  'Store.shown': 'core/store/store.ts',
  'Store.identityChanges': 'core/store/store.ts',
  'EngineState.changed': 'core/engine/send.ts',
  'EngineState.early': 'core/engine/early.ts',
}
const floors = ['Host', 'Wire', 'Store', 'EngineState', 'Engine']

const intruder = 'core/features/intruder.ts'
const intrusions = `
  import { post, type Writable } from '../host/host'
  import type { Engine } from '../engine/engine'
  import type { Store } from '../store/store'
  export function intrude(engine: Engine, store: Writable<Store>) {
    store.client = null
    ;(engine as { applied: number }).applied++
    engine!['changed'] = 1
    delete (engine as Partial<Writable<Engine>>).early
    ;({ length: store.identityChanges, other: [store.mounts] } = { length: 1, other: [1] })
    const reads = [store.sent, -store.sent, engine.applied]
    const own = { client: 1 }
    own.client = 2
    engine.running.clear()
    return post(engine, reads)
  }`

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
  (file) => /^(core|react)\/.*\.tsx?$/.test(file) && !file.includes('.test.'),
)
const { open, writable, writes } = floorsInUse(floors, files, { [intruder]: intrusions })
const inSources = writes.filter(({ file }) => file !== intruder)

test('each piece of state has one writer, in one place', () => {
  const found = inSources.map(({ file, member }) => `${member} is written in ${file}`)
  expect([...new Set(found)].sort()).toEqual(
    Object.entries(writers)
      .map(([member, file]) => `${member} is written in ${file}`)
      .sort(),
  )
})

test('only those who write name Writable', () => {
  const named = writable.filter((file) => file !== intruder)
  expect(named.sort()).toEqual([...new Set(Object.values(writers))].sort())
})

test('to all others each member is readonly', () => {
  expect(open).toEqual([])
})

test('the check sees what is written by a cast, a string, a pattern, or taken away, and nothing that is only read', () => {
  expect(writes.filter(({ file }) => file === intruder).map(({ member }) => member)).toEqual([
    'Store.client',
    'Store.applied',
    'EngineState.changed',
    'EngineState.early',
    'Store.identityChanges',
    'Host.mounts',
  ])
  expect(writable).toContain(intruder)
})
