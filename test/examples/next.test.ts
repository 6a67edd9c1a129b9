import { describe, expect } from 'vitest'
import { createTest, forms } from './exampleTest'
import { alice } from './people'
import { describeScenes } from './scenes'

describe.each(forms)('next in its %s form', (form) => {
  const test = createTest({ name: 'next', prefix: 'NEXT_PUBLIC_', isBuiltForProduction: true }, form)
  describe.concurrent('behavior', () => {
    // Next.js loads the page of a click that is refused, and Chromium tells of the refusal.
    describeScenes(test, { refusesClicks: true })

    test('a static page stays static, and learns in the browser who is there', async ({ arriveAs, ids }) => {
      const visitor = await arriveAs(alice)
      const { html, headers } = await visitor.visit('/about')
      expect(headers).toMatchObject({ 'x-nextjs-cache': 'HIT', 'cache-control': 's-maxage=31536000' })
      expect(html).not.toContain(ids.alice)
      await visitor.shows(alice.name)
    })

    test('without JavaScript, a static page is shown, and others have in their HTML who is there', async ({
      arrive,
      arriveAs,
      ids,
    }) => {
      const visitor = await arriveAs(alice)
      await visitor.leave()
      const reader = await arrive({ javaScript: false, like: visitor })
      await reader.visit('/about')
      await reader.page.getByRole('heading', { name: 'About' }).waitFor()
      expect((await reader.visit('/account')).html).toContain(ids.alice)
    })
  })
})
