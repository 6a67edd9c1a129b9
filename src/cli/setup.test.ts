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
  const box = { url: 'http://localhost:4400', publishableKey: 'pk', secretKey: 'sk', jwtKey: '' }
  const folder = await appWith('{ "dependencies": { "@clerk/nextjs": "7", "@clerk/ui": "1" } }')
  expect(await describeRecipe(next!, box, folder)).toMatch(
    /^For @clerk\/nextjs:\n\nInstall what is missing:\n\n {2}npm i @clerk\/clerk-js\n\n\.env\.local\n\n {2}NEXT/,
  )
})
