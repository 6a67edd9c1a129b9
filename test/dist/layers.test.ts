import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  cycles,
  floorOf,
  type Import,
  importsIn,
  tell,
  upward,
  valuesBehind,
  withoutExtension,
} from './imports'

// Imports point one way. A folder may import from itself and from these:
const mayImport: Record<string, string[]> = {
  core: [],
  react: ['core'],
  devtools: ['core', 'react'],
  server: [],
  fapi: [],
  cli: ['fapi'],
  testing: [],
}
// What all may share: types, which are gone at run time, and the codes of errors. What keys and options mean is the same
// in browsers and on servers.
const shared: Record<string, string[]> = {
  server: [
    'core/wire/errors',
    'core/wire/publishableKey',
    'core/wire/baseUrl',
    'core/wire/security/cookieSuffix',
  ],
  fapi: ['core/wire/errors'],
  // The entries, as apps have them, and what gives an app's own providers a handle.
  testing: [
    ...['index', 'core', 'fapi', 'core/registry', 'react/stageContext', 'react/ClientProvider'],
    // Where an app has the Frontend API, and a box that is controlled as one on a port.
    ...['core/wire/publishableKey', 'core/wire/baseUrl', 'fapi/pages/createFapiWithPages'],
  ],
}

/** The floors of the core, the lowest first. A file may import from its own floor and from those below, types too. */
const floors = [
  ['core/host/'],
  ['core/wire/'],
  ['core/store/'],
  ['core/engine/'],
  ['core/frontdesk'],
  ['core/features/'],
  ['core/actions/'],
  ['core/query/'],
  ['core/createFrontdesk', 'core/registry'],
]

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !file.includes('.test.'),
)
const imports = files.flatMap((file) => importsIn(file, readFileSync(join('src', file), 'utf8')))
const inLayers = imports.filter(({ from }) => from.includes('/'))
const inCore = imports.filter(({ from }) => layerOf(from) === 'core' && from.includes('/'))

describe.each(Object.entries(mayImport))('src/%s', (layer, others) => {
  test('imports only from the layers below it', () => {
    const allowed = [layer, ...others]
    const wrong = inLayers.filter(
      ({ from, to, kind }) =>
        layerOf(from) === layer &&
        !allowed.includes(layerOf(to)) &&
        !(layerOf(to) === 'core' && kind === 'type') &&
        !shared[layer]?.includes(to),
    )
    expect(tell(wrong.map((one) => ({ ...one, allowed })))).toEqual([])
  })
})

test('no layer is without a rule', () => {
  const layers = new Set(inLayers.map(({ from }) => layerOf(from)))
  expect([...layers].filter((layer) => !(layer in mayImport))).toEqual([])
})

describe('src/core', () => {
  test('imports only from the same floor and those below it, types too', () => {
    expect(tell(upward(inCore, floors))).toEqual([])
  })

  test('each file is on a floor, and on each floor there is one', () => {
    const inside = files.filter((file) => file.startsWith('core/')).map(withoutExtension)
    const found = inside.map((file) => ({ file, floor: floorOf(file, floors) }))
    expect(found.filter(({ floor }) => floor < 0)).toEqual([])
    expect([...new Set(found.map(({ floor }) => floor))].sort()).toEqual(floors.map((_, floor) => floor))
  })

  // Bundlers part what two files share from both. If it took a value from what every page loads, every page would
  // load one file more, development or not: so it is handed what it needs of that. Its own cookies it may bring.
  test('devBrowser, which is loaded when it is wanted, takes no value from what every page loads', () => {
    const part = 'core/wire/security/devBrowser'
    const loading = inCore.filter(({ to, kind }) => to === part && kind !== 'type')
    expect(loading.map(({ from, kind }) => `${from} ${kind}`).sort()).toEqual([
      'core/wire/security/development.ts dynamic',
      'core/wire/security/development.ts typeof',
    ])
    const always = valuesBehind(imports, 'react/ClientProvider')
    expect(always).toContain('core/host/locks')
    expect(valuesBehind(imports, part).filter((file) => always.includes(file))).toEqual([])
  })
})

// Nobody but the sources decides what is loaded: types are gone by then.
test('nothing in src is loaded in a circle', () => {
  expect(cycles(imports)).toEqual([])
})

describe('the check itself', () => {
  const floors = [['low/'], ['middle/'], ['high/', 'top']]
  const made = (from: string, to: string, kind: Import['kind'] = 'value'): Import => ({ from, to, kind })

  test.each([
    ['a value', 'value'],
    ['a type', 'type'],
    ['a dynamic import', 'dynamic'],
    ['the type of one', 'typeof'],
  ] as const)('%s from above is reported, with what is allowed', (_, kind) => {
    const up = made('middle/a.ts', 'high/b', kind)
    expect(tell(upward([up], floors))).toEqual([`middle/a.ts → high/b (${kind}); allowed: low/, middle/`])
  })

  test('what is on no floor is reported, on either side', () => {
    expect(upward([made('low/a.ts', 'elsewhere/b'), made('c.ts', 'low/a')], floors)).toHaveLength(2)
  })

  test('the same floor, and those below, are not', () => {
    const down = [made('top.ts', 'high/a'), made('high/a.ts', 'low/a'), made('middle/a.tsx', 'middle/b')]
    expect(upward(down, floors)).toEqual([])
  })

  test('a circle of values is reported, with all that is on it and nothing else', () => {
    const circle = [made('d.ts', 'a'), made('a.ts', 'b'), made('b.ts', 'c'), made('c.ts', 'a')]
    expect(cycles(circle)).toEqual(['a → b → c → a'])
    expect(cycles([made('a.ts', 'b'), made('b.ts', 'a', 'dynamic')])).toEqual(['a → b → a'])
    expect(cycles([made('a.ts', 'b'), made('b.ts', 'a', 'typeof')])).toEqual(['a → b → a'])
    expect(cycles([made('a.ts', 'b'), made('b.ts', 'a', 'type')])).toEqual([])
    expect(cycles([made('a.ts', 'c'), made('a.ts', 'b'), made('b.ts', 'c')])).toEqual([])
  })

  test('all ways to name another file are seen', () => {
    const text = `
      import './effect'
      import value from '../low/value'
      import type { Shape } from '../low/shape'
      import { type Shape as Same } from '../low/shape.ts'
      import both, { type Shape as Third } from '../low/both'
      export { again } from './again'
      export type { Shape } from './shapes'
      import 'a-package'
      let part: typeof import('./part')
      const load = async (one: import('./one').One) => (part ??= await import('./part'))`
    const seen = importsIn('middle/a.ts', text).map(({ to, kind }) => `${kind} ${to}`)
    expect(seen).toEqual([
      'value middle/effect',
      'value low/value',
      'type low/shape',
      'type low/shape',
      'value low/both',
      'value middle/again',
      'type middle/shapes',
      'typeof middle/part',
      'type middle/one',
      'dynamic middle/part',
    ])
  })
})

function layerOf(file: string): string {
  return file.split('/')[0] ?? ''
}
