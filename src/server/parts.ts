import { type Backend, createBackend } from './backend'
import { tellFailed } from './calling'
import { createEngine, type Engine } from './engine'
import type { Facts } from './facts'
import { createKeys, type Keys } from './keys'
import { createMarkers, type Markers } from './marker'
import { createMemo, type Memo } from './memo'
import type { FrontdeskServerOptions } from './options'
import { createRounds, type Rounds } from './rounds'
import { readOptions, type Settings } from './settings'
import type { Verdict, VerdictEvent } from './verdicts'

/** What a server is made of. Two servers share nothing. */
export interface Parts {
  readonly settings: Settings
  readonly backend: Backend
  readonly keys: Keys
  readonly engine: Engine
  readonly markers: Markers
  readonly memo: Memo
  /** How far this clock is ahead of Clerk's, in seconds, as fresh tokens last told. */
  skew: number
  readonly rounds: Rounds | undefined
  /** In development, says once what a server needs to see who is signed in. */
  readonly hint: ((facts: Facts) => void) | undefined
  /** Tells whoever wants to hear. */
  report(verdict: Verdict, request: Request): void
}

export function createParts(options: FrontdeskServerOptions): Parts {
  const settings = readOptions(options)
  const backend = createBackend(settings)
  return {
    settings,
    backend,
    keys: createKeys(settings, backend),
    engine: createEngine(settings, backend),
    markers: createMarkers(settings.secretKey),
    memo: createMemo(),
    skew: 0,
    hint: process.env.NODE_ENV !== 'production' && settings.isTest ? hinting() : undefined,
    rounds: process.env.NODE_ENV !== 'production' && settings.isTest ? createRounds() : undefined,
    report: reporting(settings),
  }
}

function reporting({ onVerdict }: Settings): Parts['report'] {
  if (onVerdict) {
    // Async, so that whatever it does, throws or rejects, the request goes on.
    const tell = async (event: VerdictEvent) => onVerdict(event)
    return (verdict, request) =>
      void tell({ ...verdict, request }).catch((error) => tellFailed('onVerdict', error))
  }
  const told = new Set<string>()
  return ({ code, message }) => {
    // That a token is stale is nothing unusual.
    if (process.env.NODE_ENV === 'production' || code === 'session_stale' || told.has(code)) return
    told.add(code)
    console.warn(`Frontdesk: ${message}`)
  }
}

function hinting(): NonNullable<Parts['hint']> {
  let isTold = false
  return ({ isDocument, cookies }) => {
    const names = [...cookies.keys()]
    const isUnseen = !names.some((name) => /^__(session|client_uat)/.test(name))
    if (isTold || !isDocument || !isUnseen || !names.some((name) => name.startsWith('__clerk_db_jwt'))) return
    isTold = true
    console.warn(
      'Frontdesk: this browser has been here, but brings no session cookies. In development only the page writes them: pass `sessionCookie` to <ClientProvider>, or this server takes everybody for signed out.',
    )
  }
}
