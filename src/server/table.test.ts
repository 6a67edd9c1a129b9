import { describe, expect, test } from 'vitest'
import { createStage, keyTypes } from '../../test/support/serverStage'

describe.each(keyTypes)('%s', (keyType) => {
  test('a lost session comes back', async () => {
    const stage = await createStage({ keyType })
    const visitor = stage.createVisitor()
    expect((await visitor.visit()).status).toBe('signed-out')
    await visitor.signIn()
    visitor.forget('__session')
    const { hops, status } = await visitor.visit()
    expect(hops[0]?.reason).toBe('client-uat-but-no-session-token')
    expect(status).toBe('signed-in')
  })
})
