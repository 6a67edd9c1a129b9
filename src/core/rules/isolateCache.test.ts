import { describe, expect, test } from 'vitest'
import { thrownLater } from '../../../test/support/thrownLater'
import { alice, booted, createWorld, type PageOptions } from '../../../test/support/world'
import { getClient, signOutAll } from '../../core'

describe('rule 4 · no leak between identities · parameters: isolateCache', () => {
  const answer = (session: object) => ({ body: { response: { id: 'client_1', sessions: [session] } } })
  const user = { id: 'user_1' }
  const one = { id: 'sess_1', status: 'active', user, last_active_organization_id: 'org_1' }

  async function change(isolateCache: PageOptions['isolateCache'], before: object, after: object) {
    const world = await createWorld({ signedIn: [] })
    const end = world.fault('GET /client', answer(before))
    const page = world.open({ isolateCache })
    await booted(page.frontdesk)
    page.queryClient.setQueryData(['mine', 1], 1)
    page.queryClient.setQueryData(['ours', 1], 1)
    end()
    world.fault('GET /client', answer(after))
    await getClient(page.frontdesk)
    return [
      ['mine', 1],
      ['ours', 1],
    ].filter((key) => page.queryClient.getQueryData(key) !== undefined)
  }

  test('default: another organization of the same user keeps the cache', async () => {
    expect(await change(undefined, one, { ...one, last_active_organization_id: 'org_2' })).toHaveLength(2)
  })

  test("behavior: 'organization' clears on another organization", async () => {
    expect(await change('organization', one, { ...one, last_active_organization_id: 'org_2' })).toEqual([])
    expect(await change('organization', one, { ...one, last_active_organization_id: null })).toEqual([])
  })

  test('behavior: another actor is another identity', async () => {
    const acted = { ...one, actor: { sub: 'user_admin' } }
    expect(await change('user', one, acted)).toEqual([])
    expect(await change('user', acted, one)).toEqual([])
  })

  test('behavior: false keeps everything', async () => {
    expect(await change(false, one, { ...one, user: { id: 'user_2' } })).toHaveLength(2)
  })

  test('behavior: a function says which queries belong to the identity', async () => {
    const belongs = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] === 'mine'
    expect(await change(belongs, one, { ...one, user: { id: 'user_2' } })).toEqual([['ours', 1]])
  })

  test('behavior: a function that throws counts as a yes, disturbs no sign-out, and its error is not swallowed', async () => {
    const world = await createWorld({ signedIn: [alice] })
    const tab = world.browser.openTab()
    const { timeout, thrown } = thrownLater(tab.ambient)
    const page = world.open({
      tab,
      ambient: { timeout },
      isolateCache: ({ queryKey }) => (queryKey[0] as string).startsWith('mine'),
    })
    await booted(page.frontdesk)
    const keys = [['mine'], [1], ['ours']]
    for (const key of keys) page.queryClient.setQueryData(key, 'of Alice')
    expect(await signOutAll(page.frontdesk)).toEqual({ serverConfirmed: true })
    expect(page.frontdesk.state.session.status).toBe('signed-out')
    expect(keys.filter((key) => page.queryClient.getQueryData(key))).toEqual([['ours']])
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(thrown).toEqual([expect.any(TypeError)])
  })
})
