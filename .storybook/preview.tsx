import type { Decorator, Preview } from '@storybook/react-vite'
import { getPreferredColorScheme, themes } from 'storybook/theming'
// By its path: tsconfig.json's names do not hold in this folder, and the build would bring a second copy of everything.
import { frontdeskGlobalTypes, frontdeskInitialGlobals, withFrontdesk } from '../src/testing/storybook'
import { DocsPage } from '../stories/support/DocsPage'
import { sceneOf } from '../stories/support/on'
import { setStage } from '../stories/support/stage'
import { withStage } from '../stories/support/withStage'
import './preview.css'

/** How tests look at stories with axe, which takes its time: by day on a desk, or by night on a phone. See `.ci/steps.mjs`. */
const look = import.meta.env.STORYBOOK_LOOK
const isAxeWanted = look !== undefined || !import.meta.env.VITEST_STORYBOOK

/** Stories of hooks show the tabs and the requests, too; the others are as those of an app. */
const decorator: Decorator = (Story, context) =>
  context.parameters.frontdesk ? withFrontdesk(Story, context) : withStage(Story, context)

export default {
  tags: ['autodocs'],
  loaders: [
    async (context) =>
      context.parameters.frontdesk ? undefined : { stage: await setStage(sceneOf(context)) },
  ],
  parameters: {
    a11y: { test: isAxeWanted ? 'error' : 'off' },
    docs: { page: DocsPage, theme: themes[getPreferredColorScheme()] },
    viewport: { options: { phone: { name: 'Phone', styles: { width: '390px', height: '844px' } } } },
  },
  decorators: [decorator],
  globalTypes: frontdeskGlobalTypes,
  initialGlobals: { ...frontdeskInitialGlobals, ...(look === 'phone' && { viewport: { value: 'phone' } }) },
} satisfies Preview
