import { expect } from 'vitest'
import type { ExampleTest } from './exampleTest'
import { alice } from './people'

/** What an example shows whose pages are whole when they come. */
export function describeWithoutJavaScript(test: ExampleTest): void {
  test('without JavaScript, pages tell nobody from somebody all the same', async ({
    arrive,
    arriveAs,
    ids,
  }) => {
    const nobody = await arrive({ javaScript: false })
    expect((await nobody.visit('/')).status).toBe(200)
    await nobody.shows(null)
    await nobody.visit('/account')
    await nobody.isAt('/sign-in')

    const visitor = await arriveAs(alice)
    await visitor.leave()
    const reader = await arrive({ javaScript: false, like: visitor })
    await reader.visit('/account')
    await reader.shows(ids.alice)
    await reader.lose('__session')
    expect(await reader.visit('/account')).toMatchObject({ status: 200, wasSentRound: true })
    await reader.shows(ids.alice)
  })
}
