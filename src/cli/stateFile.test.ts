import { execFileSync } from 'node:child_process'
import { chmod, lutimes, mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporaryFolder'
import { main } from './main'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

async function newFile(content?: string): Promise<string> {
  const file = join(await temporaryFolder(), 'state.json')
  if (content !== undefined) await writeFile(file, content)
  return file
}

const read = async (file: string) => JSON.parse(await readFile(file, 'utf8'))

/** Starts `frontdesk dev`; gives what it said once it serves or has ended. Ends with the test. */
async function start(...args: string[]) {
  const ending = new AbortController()
  const output = { stdout: '', stderr: '' }
  let isServing: (() => void) | undefined
  const serving = new Promise<void>((resolve) => {
    isServing = resolve
  })
  const done = main(['dev', '--port', '0', ...args], {
    stdout(text) {
      output.stdout += text
      isServing!()
    },
    stderr(text) {
      output.stderr += text
    },
    folder: tmpdir(),
    signal: ending.signal,
  })
  const end = () => {
    ending.abort()
    return done
  }
  endings.push(end)
  await Promise.race([serving, done])
  return { output, end, url: /CLERK_PROXY_URL=(\S+)/.exec(output.stdout)?.[1] ?? '' }
}

const headers = { origin: 'http://localhost:3000' }

async function signIn(url: string): Promise<string> {
  const { id } = await (await fetch(`${url}/v1/dev_browser`, { method: 'POST', headers })).json()
  const body = new URLSearchParams({ identifier: 'alice@example.com', password: 'alice-password' })
  await fetch(`${url}/v1/client/sign_ins?__clerk_db_jwt=${id}`, { method: 'POST', headers, body })
  return id
}

async function sessionsOf(url: string, devBrowser: string): Promise<unknown[]> {
  const answer = await fetch(`${url}/v1/client?__clerk_db_jwt=${devBrowser}`, { headers })
  return (await answer.json()).response.sessions
}

test('default: a new file is made, kept readable for its owner only, and gone on from', async () => {
  const file = await newFile()
  const first = await start('--state', file)
  expect(first.output.stdout).toContain(`Everything is kept in ${file}`)
  expect(first.output.stdout).toContain('The file is new.')
  expect(await read(file)).toMatchObject({ version: 1, users: [{}, {}, {}], clients: [] })
  const devBrowser = await signIn(first.url)
  const jwks = await (await fetch(`${first.url}/.well-known/jwks.json`)).text()
  expect(await first.end()).toBe(0)
  expect(await readdir(dirname(file))).toEqual(['state.json'])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toMatch(/^\{\n {2}"version": 1,\n/)

  const second = await start('--state', file)
  expect(second.output.stdout).toContain('3 users and 1 client were in it.')
  expect(await (await fetch(`${second.url}/.well-known/jwks.json`)).text()).toBe(jwks)
  expect(await sessionsOf(second.url, devBrowser)).toHaveLength(1)
})

test('parameters: a seed counts while there is no state, and may be the state itself', async () => {
  const users = [{ identifier: 'ann@example.com', password: 'x' }]
  const organizations = [{ name: 'Box Inc.', members: [{ user: 'ann@example.com' }] }]
  const seed = await newFile(JSON.stringify({ users, organizations, jwtTemplates: { t: {} } }))
  const file = await newFile()
  const first = await start('--state', file, '--seed', seed)
  await first.end()
  const kept = await read(file)
  expect(kept).toMatchObject({ users, organizations: [{ name: 'Box Inc.' }], jwtTemplates: { t: {} } })

  await writeFile(seed, '[]')
  const second = await start('--state', file, '--seed', seed)
  expect(second.output.stdout).toContain(`1 user and 0 clients were in it. ${seed} was left alone.`)
  await second.end()
  expect(await read(file)).toEqual(kept)

  await chmod(seed, 0o644)
  await writeFile(seed, JSON.stringify({ users }))
  await (await start('--state', seed)).end()
  expect(await read(seed)).toMatchObject({ version: 1, users })
  expect((await stat(seed)).mode & 0o777).toBe(0o600)
})

test('parameters: a live key stays one, and --key-type must agree', async () => {
  const file = await newFile()
  await (await start('--state', file, '--key-type', 'live')).end()
  expect((await start('--state', file)).output.stdout).toContain('pk_live_')
  await endings.pop()!()
  const { output } = await start('--state', file, '--key-type', 'test')
  expect(output.stderr).toMatch(/^frontdesk: --key-type: /)
})

test('behavior: a link stays a link', async () => {
  const file = await newFile('[]')
  const link = `${file}.link`
  await symlink(file, link)
  await (await start('--state', link)).end()
  expect(await read(file)).toMatchObject({ version: 1 })
  expect((await readdir(dirname(file))).sort()).toEqual(['state.json', 'state.json.link'])
})

describe('error: a file it cannot read is refused and left as it is', () => {
  test.each([
    ['', /state\.json:1:1: not valid JSON/],
    ['{"version": 1, "users": [', /state\.json:1:26: not valid JSON/],
    ['{"name": "an-app", "version": "1.0.0"}', /state\.json: version: must be 1/],
    ['{"name": "an-app"}', /state\.json: users: is missing/],
    ['{"version": 2, "users": []}', /state\.json: version: must be 1/],
    ['{"users": [], "publishableKey": "pk_x"}', /state\.json: publishableKey: "pk_x" is not/],
    ['{"users": [], "sessions": [{"id": "sess_1"}]}', /state\.json: sessions\[0\]\.clientId: is missing/],
    [
      JSON.stringify({
        users: [],
        signingKey: { kty: 'RSA', n: 'x', e: 'AQAB', d: 'x', p: 'x', q: 'x', dp: 'x', dq: 'x', qi: 'x' },
      }),
      /state\.json: signingKey: is no RSA key/,
    ],
  ])('%s', async (content, message) => {
    const file = await newFile(content)
    const { output, end } = await start('--state', file)
    expect(await end()).toBe(1)
    expect(output.stderr).toMatch(message)
    expect(output.stderr.trimEnd()).not.toContain('\n')
    expect(await readFile(file, 'utf8')).toBe(content)
    expect(await readdir(dirname(file))).toEqual(['state.json'])
  })

  test('200,000 brackets', async () => {
    const file = await newFile(`{"users": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`)
    const { output, end } = await start('--state', file)
    expect(await end()).toBe(1)
    expect(output.stderr).toBe(`frontdesk: ${file}:1:210: nested more than 200 levels deep\n`)
  })

  test('a directory that is not there', async () => {
    const { output } = await start('--state', '/nowhere/state.json')
    expect(output.stderr).toBe(
      'frontdesk: --state: cannot write beside /nowhere/state.json (there is no such directory)\n',
    )
  })
})

// Windows has no such files.
describe.runIf(process.platform !== 'win32')(
  'attack: what is no regular file is neither read nor written',
  () => {
    const makes = {
      'a pipe': (path: string) => void execFileSync('mkfifo', [path]),
      'a directory': (path: string) => mkdir(path),
      'a link to a device': (path: string) => symlink('/dev/zero', path),
      'a link to itself': (path: string) => symlink(path, path),
    }

    test.each(
      Object.entries(makes).flatMap(([what, make]) =>
        (['--state', '--seed'] as const).map((flag) => [what, flag, make] as const),
      ),
    )('%s as %s', async (what, flag, make) => {
      const file = await newFile()
      await make(file)
      const { output, end } = await start(flag, file)
      expect([await end(), output.stdout]).toEqual([1, ''])
      const reason = what === 'a link to itself' ? 'ELOOP' : 'is no regular file'
      expect(output.stderr.replace(/\n$/, '')).toMatch(
        new RegExp(`^frontdesk: ${flag}: cannot read \\S+ \\(${reason}\\)$`),
      )
      expect(await readdir(dirname(file))).toEqual(['state.json'])
    })

    test.each([
      ['a link to somebody’s file', (path: string) => symlink('precious', path)],
      ['a link to nothing', (path: string) => symlink('nothing', path)],
      ['a pipe', makes['a pipe']],
      ['a directory', makes['a directory']],
    ])('%s where the lock should be', async (_, make) => {
      const file = await newFile()
      const precious = join(dirname(file), 'precious')
      await writeFile(precious, 'precious')
      await make(`${file}.lock`)
      // As old as a lock that is nobody's any more.
      const past = new Date(Date.now() - 60_000)
      await lutimes(`${file}.lock`, past, past)
      await utimes(precious, past, past)
      const { output, end } = await start('--state', file)
      expect(await end()).toBe(1)
      expect(output.stderr).toBe(
        `frontdesk: --state: ${file}.lock is no regular file: see what it is, and remove it\n`,
      )
      expect(await readFile(precious, 'utf8')).toBe('precious')
      expect((await stat(precious)).mtime).toEqual(past)
      expect((await readdir(dirname(file))).sort()).toEqual(['precious', 'state.json.lock'])
    })

    test('a link where a dead lock’s own lock should be', async () => {
      const file = await newFile()
      const precious = join(dirname(file), 'precious')
      await writeFile(precious, 'precious')
      const dead = JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), id: 'other' })
      await writeFile(`${file}.lock`, dead)
      await symlink(precious, `${file}.lock.lock`)
      const { output, end } = await start('--state', file)
      expect(await end()).toBe(1)
      expect(output.stderr).toContain(`${file}.lock.lock is no regular file`)
      expect(await readFile(precious, 'utf8')).toBe('precious')
      expect(await readFile(`${file}.lock`, 'utf8')).toBe(dead)
    })
  },
)

describe('behavior: one server a file', () => {
  test('a second one is refused, and told which process has it', async () => {
    const file = await newFile()
    const first = await start('--state', file)
    const { output, end } = await start('--state', file)
    expect(await end()).toBe(1)
    expect(output.stderr).toContain(`${file} is in use by another server (process ${process.pid})`)
    await signIn(first.url)
    await first.end()
    expect((await read(file)).sessions).toHaveLength(1)
  })

  const minute = 60_000
  test.each([
    ['a process that is gone has', { pid: 2 ** 22 + 1, host: hostname() }, 0, true],
    ['an earlier process of our own number had', { pid: process.pid, host: hostname() }, 0, true],
    ['a process that has its number by chance', { pid: process.ppid, host: hostname() }, minute, true],
    ['a machine long silent', { pid: 1, host: 'elsewhere' }, minute, true],
    ['a process that lives', { pid: process.ppid, host: hostname() }, 0, false],
    ['another machine', { pid: 2 ** 22 + 1, host: 'elsewhere' }, 0, false],
  ])('the lock of %s', async (_, owner, age, isFree) => {
    const file = await newFile()
    await writeFile(`${file}.lock`, JSON.stringify({ ...owner, id: 'other' }))
    const renewed = new Date(Date.now() - age)
    await utimes(`${file}.lock`, renewed, renewed)
    const { end } = await start('--state', file)
    expect(await end()).toBe(isFree ? 0 : 1)
    expect(await readdir(dirname(file))).toEqual([isFree ? 'state.json' : 'state.json.lock'])
  })

  test('one that lost its lock says nothing is saved, and leaves the file alone', async () => {
    const file = await newFile()
    const { url } = await start('--state', file)
    await writeFile(`${file}.lock`, JSON.stringify({ pid: process.ppid, host: hostname(), id: 'other' }))
    const before = await readFile(file, 'utf8')
    const answer = await fetch(`${url}/v1/dev_browser`, { method: 'POST', headers })
    expect(answer.status).toBe(500)
    expect(await readFile(file, 'utf8')).toBe(before)
    expect(await endings.pop()!()).toBe(1)
  })
})

test('parameters: --fault', async () => {
  const { url } = await start(
    '--fault',
    'POST /v1/dev_browser status=503 times=1',
    '--fault',
    '/v1/x body=hi',
  )
  const create = async () => (await fetch(`${url}/v1/dev_browser`, { method: 'POST', headers })).status
  expect([await create(), await create()]).toEqual([503, 200])
  expect(await (await fetch(`${url}/v1/x`)).text()).toBe('hi')
})
