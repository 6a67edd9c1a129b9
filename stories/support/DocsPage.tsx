import {
  Anchor,
  Controls,
  Description,
  DocsContext,
  Source,
  Story,
  Title,
  useOf,
} from '@storybook/addon-docs/blocks'
import { use, useContext } from 'react'
import { getPreferredColorScheme } from 'storybook/theming'
import { usage } from './usage'
import './docs.css'

const isDark = getPreferredColorScheme() === 'dark'

/** What a component is for, how it is used, and all that a user can meet, side by side. */
export function DocsPage() {
  const stories = useContext(DocsContext).componentStories()
  const { parameters, argTypes, moduleExport } = stories[0]!
  const hasControls = Object.values(argTypes).some(({ control }) => control)
  return (
    <>
      <Title />
      <Description />
      <Source code={use(usage(parameters.fileName))} language="tsx" dark={isDark} />
      {hasControls && <Controls of={moduleExport} />}
      <div className="states">
        {stories.map(({ id, moduleExport }) => (
          <State key={id} of={moduleExport} />
        ))}
      </div>
    </>
  )
}

function State({ of }: { of: object }) {
  const { story } = useOf<'story'>(of, ['story'])
  const isWide = story.parameters.scene?.tabs > 1
  return (
    <Anchor storyId={story.id}>
      <section className={isWide ? 'state wide' : 'state'}>
        <h3>{story.name}</h3>
        <Description of={of} />
        {/* What happens between two tabs is the reader's to try. */}
        <Story of={of} autoplay={!isWide} />
      </section>
    </Anchor>
  )
}
