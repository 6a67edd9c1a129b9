import { describe, expect, test } from 'vitest'
import { createStage } from '../../test/support/serverStage'

describe('cookies that no header can hold', () => {
  test.each(['a=\u2713', 'a=\u00e9', 'a=\u0080', 'a=b; Path=/\u00ff'])(
    'bad input: a nonce that stands for %s',
    async (line) => {
      let isOdd = false
      const stage = await createStage({
        between: async (request, next) =>
          isOdd && request.url.includes('handshake_payload')
            ? Response.json({ directives: [line] })
            : next(request),
      })
      const visitor = stage.createVisitor()
      await visitor.signIn()
      const token = visitor.cookie('__session')!
      isOdd = true
      visitor.forget('__session')
      const { response } = await visitor.send('/a')
      const back = new URL(response.headers.get('location')!).searchParams.get('redirect_url')!
      visitor.write('__session', token)
      visitor.jar.store(new URL(stage.origin), '__clerk_handshake_nonce=n; Path=/')
      const last = await visitor.send(back)
      expect(JSON.parse(last.body)).toMatchObject({ status: 'signed-in' })
      expect(last.response.headers.getSetCookie().join()).not.toContain('a=')
    },
  )
})
