import { join } from 'node:path'
import { installPackages } from './install.mjs'
import { run } from './tools.mjs'

const cwd = 'docs'

/** Builds the site: the API's pages out of the docstrings, then all. @returns {Promise<boolean>} whether it went well */
export async function buildSite() {
  return (await prepare()) && run([tool('vitepress'), 'build'], { quiet: true, cwd })
}

/** Serves the site as it is written, until it is ended. @returns {Promise<boolean>} */
export async function serveSite() {
  return (await prepare()) && run([tool('vitepress'), 'dev'], { cwd })
}

async function prepare() {
  await installPackages(cwd)
  return run([tool('typedoc')], { quiet: true, cwd })
}

/** @param {string} name */
const tool = (name) => join('node_modules', '.bin', name)
