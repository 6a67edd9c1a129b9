import { QueryObserver } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { fakeTime } from '../../../test/support/time'
import { alice, bob, createWorld, type Page, type WorldOptions } from '../../../test/support/world'
import { createSignIn, resetClient, signOutAll } from '../../core'

async function open(options: WorldOptions = {}) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice], ...options })
  const page = world.open()
  await time.settle()
  page.queryClient.setQueryData(['todos'], 'of Alice')
  return { time, world, page, ...page }
}

const nameIn = ({ frontdesk }: Page) => frontdesk.state.session.session?.user.firstName
const unmounted = async ({ time, page }: Awaited<ReturnType<typeof open>>) => {
  page.unmount()
  await time.advance(100)
}

describe('rule 4 · no leak between identities · whose data the app has cached is remembered', () => {
  test('behavior: over resetClient(), the next user finds nothing of the former', async () => {
    const { time, page, frontdesk, queryClient } = await open({ scheme: 'native' })
    expect(nameIn(page)).toBe('Alice')
    const signedInAnew = resetClient(frontdesk).then(() => createSignIn(frontdesk, bob))
    await time.advance(1000)
    await signedInAnew
    expect(nameIn(page)).toBe('Bob')
    expect(queryClient.getQueryData(['todos'])).toBeUndefined()
  })

  test.each(['the same handle', 'another handle'])(
    'behavior: over an unmount, %s shows the next user nothing of the former',
    async (which) => {
      const opened = await open()
      const { time, world, page, queryClient } = opened
      await unmounted(opened)
      const elsewhere = world.open()
      await time.settle()
      const switched = signOutAll(elsewhere.frontdesk).then(() => createSignIn(elsewhere.frontdesk, bob))
      await time.advance(1000)
      await switched
      expect(queryClient.getQueryData(['todos'])).toBe('of Alice')
      const again = which === 'another handle' ? world.open({ mount: false, queryClient }) : page
      again.frontdesk.mount()
      await time.advance(1000)
      expect(nameIn(again)).toBe('Bob')
      expect(queryClient.getQueryData(['todos'])).toBeUndefined()
      again.frontdesk.unmount()
    },
  )

  test('behavior: over an unmount, the same user finds it all', async () => {
    const opened = await open()
    const { time, page, frontdesk, queryClient } = opened
    await unmounted(opened)
    frontdesk.mount()
    await time.advance(1000)
    expect(nameIn(page)).toBe('Alice')
    expect(queryClient.getQueryData(['todos'])).toBe('of Alice')
    frontdesk.unmount()
  })
})

describe('rule 4 · no leak between identities · watched queries that a sign-out has reset', () => {
  test.each([
    ['another user', bob],
    ['the same user', alice],
  ])('behavior: are fetched again when %s has signed in, and not before', async (_, person) => {
    const { time, page, frontdesk, queryClient } = await open()
    const fetchedFor: unknown[] = []
    const observer = new QueryObserver(queryClient, {
      queryKey: ['watched'],
      queryFn: () => {
        fetchedFor.push(nameIn(page))
        return `of ${nameIn(page)}`
      },
    })
    const stop = observer.subscribe(() => {})
    await time.settle()
    const signedOut = signOutAll(frontdesk)
    await time.advance(1000)
    await signedOut
    expect(fetchedFor).toEqual(['Alice'])
    expect(observer.getCurrentResult()).toMatchObject({ status: 'pending', fetchStatus: 'idle' })
    const signedIn = createSignIn(frontdesk, person)
    await time.advance(1000)
    await signedIn
    expect(fetchedFor).toEqual(['Alice', person.firstName])
    expect(observer.getCurrentResult()).toMatchObject({
      status: 'success',
      fetchStatus: 'idle',
      data: `of ${person.firstName}`,
    })
    stop()
  })
})
