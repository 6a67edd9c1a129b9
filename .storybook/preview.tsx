import type { Decorator, Preview } from '@storybook/react-vite'
import { getPreferredColorScheme, themes } from 'storybook/theming'
// By its path: tsconfig.json's names do not hold in this folder, and the build would bring a second copy of everything.
import { frontdeskGlobalTypes, frontdeskInitialGlobals, withFrontdesk } from '../src/testing/storybook'
import { DocsPage } from '../stories/support/DocsPage'
import { sceneOf } from '../stories/support/on'
import { setStage } from '../stories/support/stage'
import { withStage } from '../stories/support/withStage'

/** Stories of hooks show the tabs and the requests, too; the others are as those of an app. */
const decorator: Decorator = (Story, context) =>
  context.parameters.frontdesk ? withFrontdesk(Story, context) : withStage(Story, context)

export default {
  tags: ['autodocs'],
  loaders: [
    async (context) =>
      context.parameters.frontdesk ? undefined : { stage: await setStage(sceneOf(context)) },
  ],
  parameters: { docs: { page: DocsPage, theme: themes[getPreferredColorScheme()] } },
  decorators: [decorator],
  globalTypes: frontdeskGlobalTypes,
  initialGlobals: frontdeskInitialGlobals,
} satisfies Preview
