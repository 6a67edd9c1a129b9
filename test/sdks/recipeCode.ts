import { recipes } from '../../src/cli/recipes'

/** The file that its recipe has for its variables. */
export function envFileOf(name: string): string {
  return recipeOf(name).envFile
}

/** The code of the file whose path begins so. */
export function codeOf(name: string, start: string): string {
  return filesOf(name).find(([path]) => path.startsWith(start))![1]
}

/** The files of a recipe, without what is said about each beside its path. */
export function filesOf(name: string): [string, string][] {
  return recipeOf(name).files.map(({ path, code }) => [path.replace(/,? .*/, ''), code])
}

function recipeOf(name: string) {
  return recipes.find((recipe) => recipe.name === name)!
}
