import { describe, expect, test } from 'vitest'
import { type Reader, renderSideBySide, SideBySide } from '../../test/support/sideBySide'
import { fakeTime } from '../../test/support/time'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, bob, createWorld } from '../../test/support/world'
import { type Session, signOutAll } from '../core'

withoutAct()

const names = (sessions: readonly Session[]) => sessions.map(({ user }) => user.firstName)

async function open<Name extends string>(readers: Record<Name, Reader>) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice, bob] })
  const page = world.open({ mount: false })
  const side = new SideBySide<Name>(readers)
  const fail = () => world.fault('GET /client', { status: 403 })
  const view = renderSideBySide(time, page, side)
  await view.because()
  return { time, page, side, fail, ...view }
}

type Resolved = Record<string, unknown>

describe('refetch()', () => {
  test.each([
    ['a select', { of: 'sessions', select: names }],
    ['an inline select', { of: 'sessions', select: names, isInline: true }],
    ['no select', {}],
  ] satisfies [string, Reader][])(
    'behavior: with %s it resolves to what useQuery resolves to',
    async (_, reader) => {
      const { time, side, fail } = await open({ reader })
      const refetchBoth = async (): Promise<[Resolved, Resolved]> => {
        const { ours, theirs } = side.pairs.reader
        // One that cancelled the other would decide when that resolves, in each version of TanStack Query otherwise.
        const together = { cancelRefetch: false }
        const both = Promise.all([ours.result!.refetch(together), theirs.result!.refetch(together)])
        await time.advance(200)
        const [our, their] = (await both).map((result) => ({ ...result, refetch: typeof result.refetch }))
        return [our!, their!]
      }
      const [ours, theirs] = await refetchBoth()
      expect(ours).toStrictEqual(theirs)
      fail()
      const [ourError, theirError] = await refetchBoth()
      expect(ourError).toStrictEqual(theirError)
      expect(ourError).toMatchObject({ isRefetchError: true, fetchStatus: 'idle' })
    },
  )

  test('behavior: what it resolved to is not tracked, and it stays the same function', async () => {
    const { time, side, page, because } = await open({
      data: { looksAt: ({ data, refetch }) => [data, refetch] },
    })
    const { ours, theirs } = side.pairs.data
    for (const { result } of [ours, theirs]) {
      const done = result!.refetch()
      await time.advance(200)
      expect({ ...(await done) }).toMatchObject({ isSuccess: true })
    }
    const [renders, { refetch }] = [ours.renders, ours.result!]
    await because(() => page.queryClient.refetchQueries())
    expect([ours.renders, theirs.renders]).toEqual([renders, renders])
    await because(() => signOutAll(page.frontdesk))
    expect(ours.result!.refetch).toBe(refetch)
  })

  test('behavior: with throwOnError it rejects', async () => {
    const { time, side, fail } = await open({ user: {} })
    fail()
    const rejected = expect(
      side.pairs.user.ours.result!.refetch({ throwOnError: true }),
    ).rejects.toMatchObject({
      status: 403,
    })
    await time.advance(200)
    await rejected
  })
})
