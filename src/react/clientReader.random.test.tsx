import { test } from 'vitest'
import { fc } from '../../test/support/fuzz'
import { type Reader, renderSideBySide, SideBySide } from '../../test/support/sideBySide'
import { fakeTime } from '../../test/support/time'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, createWorld, type Page, type World } from '../../test/support/world'
import { createSignIn, getClient, type Session, setActive, signOut, signOutAll, type User } from '../core'

withoutAct()

const names = (sessions: readonly Session[]) => sessions.map(({ user }) => user.firstName)
const readers = {
  user: {},
  'a name': { select: (user: User | null) => ({ name: user?.firstName }), isInline: true },
  sessions: { of: 'sessions' },
  names: { of: 'sessions', select: names },
} satisfies Record<string, Reader>
type Name = keyof typeof readers

interface Scene {
  world: World
  page: Page
  show(...names: Name[]): void
}

const deeds: Record<string, (scene: Scene) => unknown> = {
  'ask again': ({ page }) => getClient(page.frontdesk),
  'sign Alice in': ({ page }) => createSignIn(page.frontdesk, alice),
  'sign Bob in': ({ page }) => createSignIn(page.frontdesk, bob),
  switch({ page }) {
    const { sessionId } = page.frontdesk.state.session
    const [client] = page.queryClient.getQueriesData<{ sessions: Session[] }>({}).map(([, data]) => data)
    const other = client?.sessions.find(({ id }) => id !== sessionId)
    return other && setActive(page.frontdesk, { sessionId: other.id })
  },
  'sign out': ({ page }) => signOut(page.frontdesk),
  'sign all out': ({ page }) => signOutAll(page.frontdesk),
  'a fault': ({ world }) => world.fault('GET /client', { status: 403, times: 1 }),
  'a slow answer': ({ world }) => world.fault('GET /client', { delay: 70, times: 1 }),
  refetch: ({ page }) => page.queryClient.refetchQueries(),
  invalidate: ({ page }) => page.queryClient.invalidateQueries(),
  'invalidate only': ({ page }) => page.queryClient.invalidateQueries({ refetchType: 'none' }),
  reset: ({ page }) => page.queryClient.resetQueries(),
  cancel: ({ page }) => page.queryClient.cancelQueries(),
  clear: ({ page }) => page.queryClient.clear(),
  'show all': ({ show }) => show(),
  'show one': ({ show }) => show('user'),
  'show others': ({ show }) => show('a name', 'names'),
}
const deedNames = Object.keys(deeds)

interface Difference {
  dataUpdatedAt?: { ours: number; theirs: number }
  isStale?: { ours: boolean; theirs: boolean }
}

/**
 * The observer of a `useQuery` that is not subscribed yet misses an answer, or an invalidation, that comes in the midst
 * of a render. The shared one does not: it may be newer for one commit, never older.
 */
function isAhead({ dataUpdatedAt: at, isStale }: Difference): boolean {
  return (at !== undefined && at.ours > at.theirs) || Boolean(isStale?.ours && !isStale.theirs)
}

test('behavior: whatever happens, every key is as with useQuery in every commit', async () => {
  const time = fakeTime()
  await fc.assert(
    fc.asyncProperty(
      // Two answers within a millisecond would be one to the shared observer, which knows them by their time.
      fc.array(fc.tuple(fc.constantFrom(...deedNames), fc.constantFrom(1, 20, 200)), { maxLength: 8 }),
      fc.boolean(),
      async (sequence, isStrict) => {
        const world = await createWorld({ signedIn: [alice, bob] })
        const page = world.open({ mount: false })
        const side = new SideBySide<Name>(readers)
        const { because, show, unmount } = renderSideBySide(time, page, side, { isStrict })
        const differences: unknown[] = []
        for (const [name, ms] of sequence) {
          void Promise.resolve(deeds[name]!({ world, page, show })).catch(() => {})
          differences.push(...(await because(undefined, ms)))
        }
        differences.push(...(await because(undefined, 1000)))
        unmount()
        const wrong = differences.filter((difference) => !isAhead(difference as Difference))
        if (wrong.length > 0) throw new Error(JSON.stringify(wrong.slice(0, 2), undefined, 2))
      },
    ),
    {
      numRuns: 60,
      examples: [
        [
          [
            ['show others', 1],
            ['show all', 1],
            ['invalidate only', 1],
          ],
          false,
        ],
      ],
    },
  )
}, 60_000)
