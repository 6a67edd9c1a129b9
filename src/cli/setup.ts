import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { recipes } from './recipes'
import type { BoxAddress, Recipe } from './recipes/recipe'

/** An app, as its package.json describes it. */
interface App {
  has(name: string): boolean
}

/** The recipes for what the app of a folder has installed. None where there is no package.json, or none that can be read. */
export async function findRecipes(folder: string): Promise<Recipe[]> {
  const app = await readApp(folder)
  return recipes.filter(({ sdk }) => app.has(sdk))
}

/** How to set an app up, to be read by people. */
export async function describeRecipe(recipe: Recipe, box: BoxAddress, folder: string): Promise<string> {
  const { sdk, packages, envFile, note = [] } = recipe
  const app = await readApp(folder)
  const missing = [sdk, ...packages].filter((name) => !app.has(name))
  const install =
    missing.length === 0 ? [] : [`Install what is missing:\n\n${indent(`npm i ${missing.join(' ')}`)}`]
  const env = Object.entries(recipe.env(box)).map(([name, value]) => `${name}=${value}`)
  const files = [{ path: envFile, code: env.join('\n') }, ...recipe.files]
  return [
    `For ${sdk}:`,
    ...install,
    ...[note].flat(),
    ...files.map(({ path, code }) => `${path}\n\n${indent(code)}`),
  ].join('\n\n')
}

async function readApp(folder: string): Promise<App> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined)
  if (text === undefined) {
    const parent = dirname(folder)
    return parent === folder ? { has: () => false } : readApp(parent)
  }
  return { has: (name) => names(text).includes(name) }
}

function names(text: string): string[] {
  try {
    const { dependencies, devDependencies } = JSON.parse(text)
    return Object.keys({ ...dependencies, ...devDependencies })
  } catch {
    return []
  }
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}
