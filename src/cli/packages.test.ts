import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporaryFolder'
import { createPackageServer } from './packages'

const clerkJs = '/npm/@clerk/clerk-js@6.40.0/dist/clerk.browser.js'

/** An app with Clerk's script, and asks for what a page may ask for. */
async function setup() {
  const root = await temporaryFolder()
  const dist = join(root, 'node_modules', '@clerk', 'clerk-js', 'dist')
  await mkdir(join(dist, 'chunks'), { recursive: true })
  await mkdir(join(root, 'packages', 'app'), { recursive: true })
  await writeFile(join(dist, 'clerk.browser.js'), 'clerk()')
  await writeFile(join(dist, 'chunks', '12_a.js'), 'chunk()')
  await writeFile(join(dist, '..', 'package.json'), '{}')
  await writeFile(join(root, 'secret.js'), 'secret')
  const missing: string[] = []
  const serve = (folder: string) => createPackageServer(folder, (name) => missing.push(name))
  const ask = (path: string, init?: RequestInit) =>
    serve(root)(new Request(`http://localhost:4400${path}`, init))
  return { root, missing, serve, ask }
}

test('default: a page of any origin gets Clerk’s script, whatever version it asks for', async () => {
  const { ask } = await setup()
  for (const version of ['6.40.0', '6', 'latest', '7.0.0-snapshot.v1']) {
    const answer = (await ask(clerkJs.replace('6.40.0', version)))!
    expect(await answer.text()).toBe('clerk()')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/)
  }
})

test('behavior: its parts come from beside it; HEAD gives no body', async () => {
  const { ask } = await setup()
  expect(await (await ask('/npm/@clerk/clerk-js@6/dist/chunks/12_a.js'))!.text()).toBe('chunk()')
  const head = (await ask(clerkJs, { method: 'HEAD' }))!
  expect([head.status, await head.text()]).toEqual([200, ''])
})

test('behavior: in a workspace the package may stand further up', async () => {
  const { root, serve } = await setup()
  const ask = serve(join(root, 'packages', 'app'))
  expect((await ask(new Request(`http://localhost:4400${clerkJs}`)))!.status).toBe(200)
})

test('error: of a package that is there only the part is missing', async () => {
  const { missing, root, serve } = await setup()
  for (const folder of [root, join(root, 'packages', 'app')]) {
    const url = `http://localhost:4400${clerkJs.replace('clerk.browser', 'chunks/99_z')}`
    const answer = (await serve(folder)(new Request(url)))!
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('npm i')
  }
  expect(missing).toEqual([])
})

test('error: what is not installed is said to the page, and to the terminal once', async () => {
  const { root, missing, serve } = await setup()
  const ask = serve(root)
  const ui = new Request('http://localhost:4400/npm/@clerk/ui@1/dist/ui.browser.js')
  for (let i = 0; i < 2; i++) {
    const answer = (await ask(ui))!
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('npm i -D @clerk/ui')
  }
  expect(missing).toEqual(['@clerk/ui'])
})

test.each([
  '/npm/@clerk/backend@3/dist/index.js',
  '/npm/@clerk/clerk-js@6/package.json',
  '/npm/@clerk/clerk-js@6/dist/../package.json',
  '/npm/@clerk/clerk-js@6/dist/..%2f..%2f..%2f..%2fsecret.js',
  '/npm/@clerk/clerk-js@6/dist/..%5c..%5c..%5c..%5csecret.js',
  '/npm/@clerk/clerk-js@6/dist/.hidden.js',
  '/npm/@clerk/clerk-js@6/dist//clerk.browser.js',
  '/npm/@clerk/clerk-js@6/../dist/clerk.browser.js',
  '/npm/left-pad@1/dist/index.js',
  '/v1/client',
])('error: %s is left to the box', async (path) => {
  const { ask } = await setup()
  expect(await ask(path)).toBeUndefined()
})

test('error: scripts are only read', async () => {
  const { ask } = await setup()
  expect(await ask(clerkJs, { method: 'POST' })).toBeUndefined()
})
