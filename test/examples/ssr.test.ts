import { describe } from 'vitest'
import { createTest, forms } from './exampleTest'
import { describeScenes } from './scenes'
import { describeWithoutJavaScript } from './withoutJavaScript'

describe.each(forms)('ssr in its %s form', (form) => {
  const test = createTest({ name: 'ssr', prefix: 'VITE_' }, form)
  describe.concurrent('behavior', () => {
    describeScenes(test)
    describeWithoutJavaScript(test)
  })
})
