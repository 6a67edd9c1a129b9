import type { Preview } from '@storybook/react-vite'
import { getPreferredColorScheme, themes } from 'storybook/theming'
import { DocsPage } from '../stories/support/DocsPage'
import { sceneOf } from '../stories/support/on'
import { setStage } from '../stories/support/stage'
import { withStage } from '../stories/support/withStage'

export default {
  tags: ['autodocs'],
  loaders: [async (context) => ({ stage: await setStage(sceneOf(context)) })],
  parameters: { docs: { page: DocsPage, theme: themes[getPreferredColorScheme()] } },
  decorators: [withStage],
} satisfies Preview
