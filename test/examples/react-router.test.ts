import { describe } from 'vitest'
import { createTest, forms } from './exampleTest'
import { describeScenes } from './scenes'
import { describeWithoutJavaScript } from './withoutJavaScript'

describe.each(forms)('react-router in its %s form', (form) => {
  const test = createTest({ name: 'react-router', prefix: 'VITE_' }, form)
  describe.concurrent('behavior', () => {
    describeScenes(test)
    describeWithoutJavaScript(test)
  })
})
