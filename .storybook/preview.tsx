import type { Preview } from '@storybook/react-vite'
import { sceneOf } from '../stories/support/on'
import { setStage } from '../stories/support/stage'
import { withStage } from '../stories/support/withStage'

export default {
  tags: ['autodocs'],
  loaders: [async (context) => ({ stage: await setStage(sceneOf(context)) })],
  decorators: [withStage],
} satisfies Preview
