import { join } from 'node:path'
import { installPackages } from './install.mjs'
import { run } from './tools.mjs'

const cwd = 'docs'

/** Builds the site: the API's pages out of the docstrings and the stories, then all. @returns {Promise<boolean>} whether it went well */
export async function buildSite() {
  return (await prepare()) && run([tool('vitepress'), 'build'], { quiet: true, cwd })
}

/** Serves the site as it is written, with the stories as they are now, until it is ended. @returns {Promise<boolean>} */
export async function serveSite() {
  return (await prepare()) && run([tool('vitepress'), 'dev'], { cwd })
}

async function prepare() {
  await installPackages(cwd)
  const made = [
    run([tool('typedoc')], { quiet: true, cwd }),
    // What is in `public` is served, and goes into the built site, as it is.
    run(['storybook', 'build', '--quiet', '--output-dir', join(cwd, 'public', 'storybook')], { quiet: true }),
  ]
  return (await Promise.all(made)).every(Boolean)
}

/** @param {string} name */
const tool = (name) => join('node_modules', '.bin', name)
