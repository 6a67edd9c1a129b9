import { spawn } from 'node:child_process'
import { readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { buildBin } from '../../test/support/buildBin'
import { temporaryFolder } from '../../test/support/temporaryFolder'
import { takeLock } from './lock'

const dead = JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), id: 'other' })

/** A directory of its own, with the locks named: of a process that is gone. */
async function withLocks(...names: string[]) {
  const directory = await temporaryFolder()
  for (const name of names) await writeFile(join(directory, name), dead)
  return { directory, file: join(directory, 'state.json') }
}

test.each([
  ['no lock', []],
  ['a dead lock', ['state.json.lock']],
  [
    'two dead locks: who took the first one over was killed meanwhile',
    ['state.json.lock', 'state.json.lock.lock'],
  ],
])('behavior: of many at once one gets it: %s', async (_, names) => {
  // One round may go well by chance.
  for (let round = 0; round < 20; round++) {
    const { directory, file } = await withLocks(...names)
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(file)))
    const [lock, ...more] = results.filter((result) => result.status === 'fulfilled')
    expect(more).toEqual([])
    expect(await lock!.value.isHeld()).toBe(true)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason.message).toContain('in use by another server')
    }
    await lock!.value.release()
    expect(await readdir(directory)).toEqual([])
    await (await takeLock(file)).release()
  }
})

test.runIf(process.platform !== 'win32')(
  'attack: a link that took the lock’s place later is neither renewed nor followed',
  async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { directory, file } = await withLocks()
    const precious = join(directory, 'precious')
    const past = new Date(Date.now() - 60_000)
    await writeFile(precious, dead)
    await utimes(precious, past, past)
    const lock = await takeLock(file)
    await rm(`${file}.lock`)
    await symlink(precious, `${file}.lock`)
    vi.advanceTimersByTime(5000)
    vi.useRealTimers()
    expect(await lock.isHeld()).toBe(false)
    await lock.release()
    expect((await stat(precious)).mtime).toEqual(past)
    expect(await readFile(precious, 'utf8')).toBe(dead)
  },
)

test('behavior: of many servers started at once on a dead one’s file one starts', {
  timeout: 60_000,
}, async () => {
  const bin = await buildBin()
  const { file } = await withLocks('state.json.lock')
  const past = new Date(Date.now() - 60_000)
  await utimes(`${file}.lock`, past, past)
  const outcomes = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, [bin, 'dev', '--port', '0', '--json', '--state', file])
    const started = new Promise<boolean>((resolve) => {
      child.stdout.once('data', () => resolve(true))
      child.once('close', () => resolve(false))
    })
    return { child, started }
  })
  const started = await Promise.all(outcomes.map((outcome) => outcome.started))
  expect(started.filter(Boolean)).toHaveLength(1)
  for (const { child } of outcomes) child.kill()
})
