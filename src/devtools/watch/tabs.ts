import type { Engine } from '../../core/engine/engine'
import type { AmbientChannel } from '../../core/host/ambient'
import { orElse } from '../../core/host/orElse'
import type { Timeline } from './timeline'

/** Another tab with devtools. */
export interface SeenTab {
  readonly id: string
  /** When it was last heard, in milliseconds since 1970. */
  readonly heardAt: number
  /** The last that it told the other tabs. */
  readonly said: string | undefined
  readonly isGone: boolean
}

export interface Tabs {
  /** What this tab calls itself. */
  readonly own: string
  readonly seen: readonly SeenTab[]
  /** Tells the other devtools what this tab's handle has just told. */
  tell(type: string): void
  /** Who has sent the message of this type that comes just now, if that is known yet. */
  senderOf(type: unknown): string | undefined
  /** The entry of that message: its sender may be known a little later. */
  wrote(id: number, type: unknown): void
  start(): () => void
}

const mostTabs = 30
/** Milliseconds between a message and the word of whose it was. */
const soon = 1000
const aTab = /^[a-z\d]{4}$/
const aType = /^[a-z]{1,10}$/

interface Word {
  from: string
  said: string
  at: number
}

/**
 * Messages of handles do not say whose they are. So the devtools of each tab have a channel of their own, on which they say
 * what their tab has told. No secrets; untrusted, and nothing rests on it.
 */
export function createTabs(engine: Engine, timeline: Timeline, onChange: () => void): Tabs {
  const { ambient, scope } = engine
  const own = Math.floor(ambient.random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0')
    .slice(-4)
  let seen: readonly SeenTab[] = []
  let channel: AmbientChannel | undefined
  let words: readonly Word[] = []
  let open: readonly { id: number; type: unknown; at: number }[] = []

  const recent = <T extends { at: number }>(all: readonly T[]) =>
    all.filter(({ at }) => Math.abs(ambient.now() - at) <= soon)

  const post = (kind: string, said?: string) =>
    void orElse(() => channel?.postMessage({ v: 1, kind, from: own, said }))

  function see(id: string, part: Partial<SeenTab>) {
    const known = seen.find((tab) => tab.id === id)
    const tab = { id, said: known?.said, isGone: false, ...part, heardAt: ambient.now() }
    const others = seen.filter((other) => other !== known)
    seen = [tab, ...others].slice(0, mostTabs)
    onChange()
  }

  function hear(data: unknown) {
    const { v, kind, from, said } = Object(data) as Record<string, unknown>
    if (v !== 1 || typeof from !== 'string' || !aTab.test(from) || from === own) return
    if (kind === 'bye') return see(from, { isGone: true })
    if (kind === 'hello') post('here')
    if (kind !== 'said') return see(from, {})
    if (typeof said !== 'string' || !aType.test(said)) return
    see(from, { said })
    open = recent(open)
    const entry = open.find(({ type }) => type === said)
    if (!entry) {
      words = [...recent(words), { from, said, at: ambient.now() }].slice(-mostTabs)
      return
    }
    open = open.filter((other) => other !== entry)
    for (const { id, because } of timeline.entries)
      if (id === entry.id || because === entry.id) timeline.change(id, { tab: from })
  }

  return {
    own,
    get seen() {
      return seen
    },
    tell: (type) => post('said', type),
    senderOf(type) {
      words = recent(words)
      const word = words.find(({ said }) => said === type)
      words = words.filter((other) => other !== word)
      return word?.from
    },
    wrote(id, type) {
      const isKnown = timeline.entries.some((entry) => entry.id === id && entry.tab)
      if (!isKnown) open = [...recent(open), { id, type, at: ambient.now() }].slice(-mostTabs)
    },
    start() {
      // Browsers that block cookies forbid channels, too.
      channel = orElse(() => ambient.openChannel?.(`frontdesk-devtools.${scope}`))
      if (channel) channel.onmessage = ({ data }) => hear(data)
      post('hello')
      return () => {
        post('bye')
        channel?.close()
        channel = undefined
      }
    },
  }
}
