// A plugin of typedoc: modules go by the names that apps import.
import { Converter } from 'typedoc'

const names = new Map([
  ['index', 'frontdesk'],
  ['core', 'frontdesk/core'],
  ['server', 'frontdesk/server'],
  ['fapi', 'frontdesk/fapi'],
  ['devtools', 'frontdesk/devtools'],
  ['testing', 'frontdesk/testing'],
  ['testing/playwright', 'frontdesk/testing/playwright'],
  ['testing/storybook', 'frontdesk/testing/storybook'],
])

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children ?? []) module.name = names.get(module.name) ?? module.name
  })
}
