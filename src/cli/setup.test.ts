import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporaryFolder'
import { recipes } from './recipes'
import { describeRecipe, findRecipes } from './setup'

async function appWith(packageJson: string): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'package.json'), packageJson)
  return folder
}

const box = { url: 'http://localhost:4400', publishableKey: 'pk', secretKey: 'sk', jwtKey: '' }
const namesIn = async (folder: string) => (await findRecipes(folder)).map(({ name }) => name)

test('default: each SDK of the package.json has its recipe, whichever list it is in', async () => {
  const folder = await appWith(
    '{ "dependencies": { "@clerk/nextjs": "^7" }, "devDependencies": { "@clerk/express": "2" } }',
  )
  expect(await namesIn(folder)).toEqual(['next', 'express'])
})

test('behavior: the nearest package.json counts, further up too', async () => {
  const folder = await appWith('{ "dependencies": { "@clerk/hono": "^0.1" } }')
  const below = join(folder, 'src', 'routes')
  await mkdir(below, { recursive: true })
  expect(await namesIn(below)).toEqual(['hono'])
})

test.each(['', '{', 'null', '[]', '{ "dependencies": null }', '{ "dependencies": { "next": "16" } }'])(
  'error: %j has none of Clerk’s SDKs',
  async (packageJson) => {
    expect(await namesIn(await appWith(packageJson))).toEqual([])
  },
)

test('behavior: what is not installed yet is named first', async () => {
  const [next] = recipes
  const folder = await appWith('{ "dependencies": { "@clerk/nextjs": "7", "@clerk/ui": "1" } }')
  expect(await describeRecipe(next!, box, folder)).toMatch(
    /^For @clerk\/nextjs:\n\nInstall what is missing:\n\n {2}npm i @clerk\/clerk-js\n\n\.env\.local\n\n {2}NEXT/,
  )
})

test.each(recipes)('default: $name is for who has $sdk', async ({ name, sdk }) => {
  const folder = await appWith(JSON.stringify({ dependencies: { [sdk]: '1' } }))
  expect(await namesIn(folder)).toEqual([name])
})

test('behavior: no two give a variable different values, as a program gets those of all', () => {
  const values = new Map<string, Set<string>>()
  for (const [name, value] of recipes.flatMap((recipe) => Object.entries(recipe.env(box)))) {
    values.set(name, (values.get(name) ?? new Set()).add(value))
  }
  expect([...values].filter(([, { size }]) => size > 1)).toEqual([])
})

test('behavior: what else somebody has to know comes before the files', async () => {
  const expo = recipes.find(({ name }) => name === 'expo')!
  const folder = await appWith('{ "dependencies": { "@clerk/expo": "4", "expo-secure-store": "15" } }')
  expect(await describeRecipe(expo, box, folder)).toMatch(
    /^For @clerk\/expo:\n\nTried with [^\n]+\n[^\n]+\n\n\.env\.local\n\n {2}EXPO/,
  )
})
