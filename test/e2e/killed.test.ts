import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { buildBin } from '../support/buildBin'
import { temporaryFolder } from '../support/temporaryFolder'

let bin: string
beforeAll(async () => {
  bin = await buildBin()
})

const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})

interface Box {
  url: string
  signal(name: NodeJS.Signals): Promise<void>
}

/** Starts `frontdesk dev --state file` and waits until it serves. */
async function start(file: string): Promise<Box> {
  const child = spawn(process.execPath, [bin, 'dev', '--port', '0', '--json', '--state', file])
  running.add(child)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const line = await new Promise<string>((resolve, reject) => {
    let stdout = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      if (stdout.endsWith('\n')) resolve(stdout)
    })
    void ended.then(() => reject(new Error(`It ended: ${stderr}`)))
  })
  return {
    url: JSON.parse(line).url,
    async signal(name) {
      child.kill(name)
      await ended
      running.delete(child)
    },
  }
}

interface SignedIn {
  sessionId: string
  token: string
}

/** A native app of its own signs in. @returns what it was told; rejects when it was told nothing */
async function signIn(url: string): Promise<SignedIn> {
  const answer = await fetch(`${url}/v1/client/sign_ins?_is_native=1`, {
    method: 'POST',
    headers: { authorization: '' },
    body: new URLSearchParams({ identifier: 'alice@example.com', password: 'alice-password' }),
  })
  const { response } = await answer.json()
  return { sessionId: response.created_session_id, token: answer.headers.get('authorization')! }
}

/** The ids of an app's sessions, found by the token it was given. */
async function sessionIds(url: string, { token }: SignedIn): Promise<string[]> {
  const headers = { authorization: token }
  const { response } = await (await fetch(`${url}/v1/client?_is_native=1`, { headers })).json()
  return response.sessions.map(({ id }: { id: string }) => id)
}

async function inParallel(workers: number, work: () => Promise<boolean>): Promise<void> {
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (await work());
    }),
  )
}

const newFile = async () => join(await temporaryFolder(), 'state.json')

test('behavior: a server killed in the middle of 1,000 sign-ins has lost none that it acknowledged', async () => {
  const file = await newFile()
  let box = await start(file)
  const acknowledged: SignedIn[] = []
  const deaths = [137, 411, 683]
  let begun = 0
  while (deaths.length > 0 || begun < 1000) {
    const death = deaths.shift() ?? Number.POSITIVE_INFINITY
    let killed: Promise<void> | undefined
    await inParallel(20, async () => {
      if (killed || begun >= 1000) return false
      begun += 1
      const signedIn = await signIn(box.url).catch(() => undefined)
      if (signedIn) acknowledged.push(signedIn)
      if (acknowledged.length >= death) killed ??= box.signal('SIGKILL')
      return true
    })
    await killed
    if (killed) box = await start(file)
  }

  expect(acknowledged.length).toBeGreaterThan(900)
  const left = [...acknowledged]
  await inParallel(20, async () => {
    const signedIn = left.pop()
    if (signedIn) expect(await sessionIds(box.url, signedIn)).toEqual([signedIn.sessionId])
    return signedIn !== undefined
  })
  await box.signal('SIGINT')
  expect(await readdir(dirname(file))).toEqual(['state.json'])
})

test('behavior: Ctrl-C waits for what was acknowledged, too', async () => {
  const file = await newFile()
  const box = await start(file)
  const acknowledged: SignedIn[] = []
  let ended: Promise<void> | undefined
  await inParallel(10, async () => {
    if (ended) return false
    const signedIn = await signIn(box.url).catch(() => undefined)
    if (signedIn) acknowledged.push(signedIn)
    if (acknowledged.length >= 50) ended ??= box.signal('SIGINT')
    return true
  })
  await ended
  const { sessions } = JSON.parse(await readFile(file, 'utf8')) as { sessions: { id: string }[] }
  const kept = new Set(sessions.map(({ id }) => id))
  expect(acknowledged.filter(({ sessionId }) => !kept.has(sessionId))).toEqual([])
})
