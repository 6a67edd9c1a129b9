import { readdirSync, readFileSync } from 'node:fs'
import { loadCsf } from 'storybook/internal/csf-tools'
import type { Page } from './pages'

const folder = 'stories'

/** The text of each story's file, by the story's id, as Storybook makes it. */
const sources = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.stories.tsx'))
    .flatMap((fileName) => {
      const source = readFileSync(`${folder}/${fileName}`, 'utf8')
      const { stories } = loadCsf(source, { fileName, makeTitle: (title) => title }).parse()
      return stories.map(({ id }) => [id, source] as const)
    }),
)

/** The ids of the stories that a page shows. */
export const storiesOf = ({ text }: Page): readonly string[] =>
  [...text.matchAll(/^<Story id="(.*)" \/>$/gm)].map(([, id = '']) => id)

/** The file that has a story; undefined where there is no such story. */
export const sourceOf = (id: string): string | undefined => sources.get(id)
