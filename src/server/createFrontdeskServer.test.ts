import { describe, expect, test } from 'vitest'
import { createStage } from '../../test/support/serverStage'
import { protect } from './createFrontdeskServer'

describe('what an app throws', () => {
  test('behavior: protect() is an answer', async () => {
    const stage = await createStage({ signInUrl: '/sign-in' })
    stage.app = ({ auth }) => new Response(protect(auth).userId)
    const { response } = await stage.createVisitor().send('/private')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toContain('/sign-in?redirect_url=')
  })

  test('behavior: a redirect takes along the cookies of a round trip', async () => {
    const stage = await createStage()
    const visitor = stage.createVisitor()
    await visitor.signIn()
    visitor.forget('__session')
    stage.app = ({ auth }) => {
      throw new Response(null, { status: 303, headers: { location: `/of/${auth.status}` } })
    }
    const round = await visitor.send('/a')
    const back = await stage.fapi.fetch(
      new Request(round.response.headers.get('location')!, {
        headers: { cookie: visitor.jar.header(new URL(round.response.headers.get('location')!)) ?? '' },
      }),
    )
    for (const line of back.headers.getSetCookie())
      visitor.jar.store(new URL(round.response.headers.get('location')!), line)
    const { response } = await visitor.send(back.headers.get('location')!)
    expect(response.headers.get('location')).toBe('/of/signed-in')
    expect(response.headers.getSetCookie().join()).toContain('__session=')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })

  test('behavior: what is no answer is thrown on', async () => {
    const stage = await createStage()
    stage.app = () => {
      throw new Error('of the app')
    }
    await expect(stage.createVisitor().send('/')).rejects.toThrow('of the app')
  })
})
