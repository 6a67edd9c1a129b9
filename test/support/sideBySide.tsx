import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode, StrictMode, useLayoutEffect, useMemo } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { expect, onTestFinished } from 'vitest'
import {
  type ClientData,
  clientQueryOptions,
  type FrontdeskError,
  isFrontdeskError,
  type Session,
  type User,
} from '../../src/core'
import { ClientProvider, useFrontdesk, useSessions, useUser } from '../../src/index'
import type { FakeTime } from './time'
import type { Page } from './world'

type AnyResult = UseQueryResult<unknown, FrontdeskError>

/** A component to render twice: with one of our hooks, and with `useQuery`. */
export interface Reader {
  /** Default: the user. */
  of?: 'sessions'
  select?: (part: never) => unknown
  /** Whether each render has a `select` of its own. */
  isInline?: boolean
  /** What it looks at. Default: everything. */
  looksAt?: (result: AnyResult) => unknown
}

/** One of the two components. */
export class Side {
  renders = 0
  selects = 0
  /** What it looked at in the render that was committed last. */
  seen: unknown
  result: AnyResult | undefined
}

const parts = {
  user: (client: ClientData, sessionId: string | null | undefined): User | null =>
    client?.sessions.find(({ id }) => id === sessionId)?.user ?? null,
  sessions: (client: ClientData): Session[] =>
    client?.sessions.filter(({ status }) => status === 'active' || status === 'pending') ?? [],
}

type Select = (part: unknown) => unknown

/** What our hooks are compared with. A change of identity renders it, by TanStack Query's own context. */
function useReference(of: 'user' | 'sessions', select: Select | undefined): AnyResult {
  const frontdesk = useFrontdesk()
  const { sessionId } = frontdesk.state.session
  const selectPart = useMemo(() => {
    const part = (client: ClientData) => parts[of](client, sessionId)
    return select ? (client: ClientData) => select(part(client)) : part
  }, [of, sessionId, select])
  return useQuery(
    { ...clientQueryOptions(frontdesk), select: selectPart },
    frontdesk.queryClient,
  ) as unknown as AnyResult
}

function useOurs(of: 'user' | 'sessions', select: Select | undefined): AnyResult {
  const useHook = of === 'user' ? useUser : useSessions
  return useHook({ select: select as () => unknown }) as AnyResult
}

export const spread = (result: AnyResult): unknown => ({ ...result })

function createSide(
  useResult: typeof useOurs,
  { of, select, isInline = false, looksAt = spread }: Reader,
  onCommit: () => void,
): [Side, () => ReactNode] {
  const side = new Side()
  const counted: Select | undefined =
    select &&
    ((part) => {
      side.selects++
      return select(part as never)
    })
  return [
    side,
    function Component() {
      side.renders++
      const result = useResult(of ?? 'user', counted && isInline ? (part) => counted(part) : counted)
      const seen = looksAt(result)
      useLayoutEffect(() => {
        Object.assign(side, { seen, result })
        onCommit()
      })
      return null
    },
  ]
}

/** Each component has a `refetch` of its own; and a `select` that throws may do so some time after the answer. */
function comparable(seen: unknown): unknown {
  if (!seen || typeof seen !== 'object' || !('refetch' in seen)) return seen
  const { error, errorUpdatedAt, refetch, ...others } = seen as AnyResult
  const isOfTheQuery = !error || isFrontdeskError(error)
  return {
    ...others,
    error,
    errorUpdatedAt: isOfTheQuery ? errorUpdatedAt : errorUpdatedAt > 0,
    refetch: typeof refetch,
  }
}

export interface Pair {
  ours: Side
  theirs: Side
}

/** Components by name, each rendered with one of our hooks and with `useQuery`, and compared in every commit. */
export class SideBySide<Name extends string> {
  readonly pairs = {} as Record<Name, Pair>
  /** What is different in a commit, beside what it ought to be. */
  readonly differences: unknown[] = []
  commits = 0
  #isCommitting = false
  readonly #components: [Name, () => ReactNode][] = []

  constructor(readers: Record<Name, Reader>) {
    for (const [name, reader] of Object.entries(readers) as [Name, Reader][]) {
      const [ours, Ours] = createSide(useOurs, reader, this.#commit)
      const [theirs, Theirs] = createSide(useReference, reader, this.#commit)
      this.pairs[name] = { ours, theirs }
      this.#components.push([
        name,
        () => (
          <>
            <Ours />
            <Theirs />
          </>
        ),
      ])
    }
  }

  /** The components of these names; all by default. */
  show(...names: Name[]): ReactNode {
    const shown = this.#components.filter(([name]) => names.length === 0 || names.includes(name))
    return (
      <>
        {shown.map(([name, Component]) => (
          <Component key={name} />
        ))}
      </>
    )
  }

  /** Each component of a commit says so, and the first of them has all compared once they have. */
  readonly #commit = () => {
    if (this.#isCommitting) return
    this.#isCommitting = true
    queueMicrotask(() => {
      this.#isCommitting = false
      this.commits++
      this.compare()
    })
  }

  compare(): void {
    for (const [name, { ours, theirs }] of Object.entries<Pair>(this.pairs)) {
      try {
        expect(comparable(ours.seen)).toStrictEqual(comparable(theirs.seen))
      } catch {
        this.differences.push({ commit: this.commits, name, ...differing(ours.seen, theirs.seen) })
      }
    }
  }
}

function differing(ours: unknown, theirs: unknown): object {
  if (!ours || !theirs || typeof ours !== 'object' || typeof theirs !== 'object') return { ours, theirs }
  const both = new Map<string, unknown>()
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const [our, their] = [Reflect.get(ours, key), Reflect.get(theirs, key)]
    if (key !== 'refetch' && !Object.is(our, their)) both.set(key, { ours: our, theirs: their })
  }
  return Object.fromEntries(both)
}

/** Renders at once, without `act()`. */
export function renderAtOnce(children: ReactNode) {
  const root = createRoot(document.createElement('div'))
  const unmount = () => flushSync(() => root.unmount())
  onTestFinished(unmount)
  const rerender = (children: ReactNode) => flushSync(() => root.render(children))
  rerender(children)
  return { rerender, unmount }
}

interface Frame {
  isStrict?: boolean
  /** What stands around the provider. */
  outside?: (children: ReactNode) => ReactNode
  /** What stands between the provider and the components. */
  inside?: (children: ReactNode) => ReactNode
}

/** Renders the components in a page, with a time that moves only when told. */
export function renderSideBySide<Name extends string>(
  time: FakeTime,
  { frontdesk }: Page,
  side: SideBySide<Name>,
  frame: Frame = {},
) {
  let names: Name[] = []
  const app = () => {
    const { isStrict = false, outside = (children) => children, inside = (children) => children } = frame
    const Mode = isStrict ? StrictMode : Fragment
    const provider = <ClientProvider frontdesk={frontdesk}>{inside(side.show(...names))}</ClientProvider>
    return <Mode>{outside(provider)}</Mode>
  }
  const { rerender, unmount } = renderAtOnce(app())
  return {
    unmount,
    /** Renders the components of these names; all by default. */
    show(...shown: Name[]) {
      names = shown
      rerender(app())
    },
    /** Changes what is around them. */
    reframe(changes: Frame) {
      Object.assign(frame, changes)
      rerender(app())
    },
    /** Does something, lets a while pass, and says what was different meanwhile. */
    async because(deed: () => unknown = () => {}, ms = 200): Promise<unknown[]> {
      side.differences.length = 0
      const done = Promise.resolve(deed()).catch(() => {})
      await time.advance(ms)
      await done
      side.compare()
      return side.differences
    },
  }
}
