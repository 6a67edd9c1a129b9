import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFile,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../test/support/temporaryFolder'
import { jsonFile, startDev } from './testDev'

afterEach(() => vi.restoreAllMocks())

const newFile = async () => join(await temporaryFolder(), 'state.json')

/** What a server leaves that is killed now: its files as they are. */
async function killed(file: string): Promise<string> {
  const copy = await newFile()
  await copyFile(file, copy)
  await copyFile(`${file}.journal`, `${copy}.journal`)
  return copy
}

/** A server with a state file in which somebody has signed in. */
async function signedIn(...args: string[]) {
  const file = await newFile()
  const dev = await startDev('--state', file, ...args)
  const browser = await dev.open()
  const { body } = await browser.signIn('alice')
  return { file, dev, browser, id: body.response.created_session_id }
}

/** The sessions that the browser has on a server with that file. */
async function sessionsIn(file: string, { credentials }: Awaited<ReturnType<typeof signedIn>>['browser']) {
  const next = await (await startDev('--state', file)).open()
  Object.assign(next.credentials, credentials)
  return (await next.call('GET', '/v1/client')).body.response.sessions.map(({ id }) => id)
}

test('default: the file stays as it is while changes go beside it, and is whole again in the end', async () => {
  const { file, dev, browser, id } = await signedIn()
  const journal = (await readFile(`${file}.journal`, 'utf8')).trimEnd().split('\n')
  expect(journal.length).toBeGreaterThan(1)
  expect(JSON.parse(await readFile(file, 'utf8')).sessions).toEqual([])
  expect((await stat(`${file}.journal`)).mode & 0o777).toBe(0o600)
  const copy = await killed(file)
  await dev.end()
  expect(await readdir(dirname(file))).toEqual(['state.json'])
  expect(JSON.parse(await readFile(file, 'utf8')).sessions).toMatchObject([{ id }])
  expect(await sessionsIn(copy, browser)).toEqual([id])
})

test('behavior: what a sign-in writes does not grow with the number of users', async () => {
  const written = []
  for (const count of [10, 5000]) {
    const users = Array.from({ length: count }, (_, index) => ({
      identifier: index === 0 ? 'alice@example.com' : `user${index}@example.com`,
      password: 'alice-password',
    }))
    const { file } = await signedIn('--seed', await jsonFile({ users }))
    expect(JSON.parse(await readFile(file, 'utf8')).sessions).toEqual([])
    written.push((await stat(`${file}.journal`)).size)
  }
  expect(Math.abs(written[1]! - written[0]!)).toBeLessThan(100)
})

test('behavior: when there is more beside it than in it, the file is written as a whole', async () => {
  const { file, dev, browser } = await signedIn()
  const big = JSON.stringify({ text: 'x'.repeat(60_000) })
  const signUp = (index: number) => {
    const form = { email_address: `user${index}@example.com`, password: 'a-password', unsafe_metadata: big }
    return browser.call('POST', '/v1/client/sign_ups', { form })
  }
  let largest = 0
  for (let index = 0; index < 40; index++) {
    expect((await signUp(index)).status).toBe(200)
    largest = Math.max(largest, (await stat(`${file}.journal`)).size)
  }
  expect(JSON.parse(await readFile(file, 'utf8')).signUps.length).toBeGreaterThan(0)
  expect(largest).toBeGreaterThan(1_000_000)
  expect(largest).toBeLessThan(1_200_000)
  expect((await stat(`${file}.journal`)).size).toBeLessThan(largest)
  const copy = await killed(file)
  await dev.end()
  await (await startDev('--state', copy)).end()
  expect(JSON.parse(await readFile(copy, 'utf8'))).toEqual(JSON.parse(await readFile(file, 'utf8')))
})

test('behavior: who edits the file of a server that was killed with nothing beside it, is listened to', async () => {
  const { file } = await signedIn()
  const first = await killed(file)
  await startDev('--state', first)
  const copy = await killed(first)
  const text = (await readFile(copy, 'utf8')).replaceAll('alice@example.com', 'alicia@example.com')
  await writeFile(copy, text)
  const browser = await (await startDev('--state', copy)).open()
  const form = { identifier: 'alicia@example.com', password: 'alice-password' }
  expect((await browser.call('POST', '/v1/client/sign_ins', { form })).status).toBe(200)
})

describe('behavior: a server that is killed', () => {
  test('in the middle of a line loses that alone, wherever it is torn', async () => {
    const { file, browser, id } = await signedIn()
    const whole = await killed(file)
    await browser.signIn('bob')
    const line = (await readFile(`${file}.journal`, 'utf8')).slice(
      (await readFile(`${whole}.journal`, 'utf8')).length,
    )
    for (const length of [1, 2, line.length / 2, line.length - 1]) {
      const torn = await killed(whole)
      await appendFile(`${torn}.journal`, line.slice(0, length))
      expect(await sessionsIn(torn, browser)).toEqual([id])
    }
    const zeros = await killed(whole)
    await appendFile(`${zeros}.journal`, '\0'.repeat(4096))
    expect(await sessionsIn(zeros, browser)).toEqual([id])
  })

  test.each([
    ['whole', '\n'],
    ['torn', '\n{"records":'],
  ])(
    'with a line of some megabytes, such as a picture makes, %s at the end, starts at once',
    async (_, end) => {
      const { file, browser, id } = await signedIn()
      const copy = await killed(file)
      const text = { time: 0, kind: 'sign-in', to: '+15555550100', code: '0'.repeat(4_000_000) }
      await appendFile(`${copy}.journal`, JSON.stringify({ records: { texts: [text] } }) + end)
      expect(await sessionsIn(copy, browser)).toEqual([id])
    },
  )

  test('before the first line is whole, has lost nothing', async () => {
    const file = await newFile()
    await (await startDev('--state', file)).end()
    await writeFile(`${file}.journal`, '{"of":"')
    const dev = await startDev('--state', file)
    const browser = await dev.open()
    const { body } = await browser.signIn('alice')
    expect(await sessionsIn(await killed(file), browser)).toEqual([body.response.created_session_id])
  })

  test('just before the file was replaced, or just after, or again while it starts', async () => {
    const { file, dev, browser, id } = await signedIn()
    const before = await killed(file)
    await dev.end()
    const next = createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
    const line = (hash: string) => `${JSON.stringify({ next: hash })}\n`
    const after = await killed(before)
    await appendFile(`${before}.journal`, line('0') + line(next))
    await copyFile(`${before}.journal`, `${after}.journal`)
    await copyFile(file, after)
    await appendFile(`${after}.journal`, line('0'))
    expect(await sessionsIn(before, browser)).toEqual([id])
    expect(await sessionsIn(after, browser)).toEqual([id])
  })

  test('has kept the e-mails, which the inspector shows again', async () => {
    const { file, dev, browser } = await signedIn()
    const form = { identifier: 'bob@example.com', strategy: 'email_code' }
    await browser.call('POST', '/v1/client/sign_ins', { form })
    const copy = await killed(file)
    await dev.end()
    for (const from of [copy, file]) {
      const { output, url } = await startDev('--state', from)
      const [, secret] = /#secret=(\S+)/.exec(output.stdout)!
      const headers = { authorization: `Bearer ${secret}` }
      const { messages } = await (await fetch(`${url}/_frontdesk/state`, { headers })).json()
      expect(messages).toMatchObject([{ to: 'bob@example.com', code: expect.stringMatching(/^\d{6}$/) }])
    }
  })
})

describe('behavior: where the journal of a server that runs', () => {
  test.each([
    ['is removed', (path: string) => rm(path)],
    ['is another file', (path: string) => rm(path).then(() => writeFile(path, ''))],
    ['is emptied', (path: string) => writeFile(path, '')],
  ])('%s, what is acknowledged after that is kept', async (_, take) => {
    const { file, dev } = await signedIn()
    await take(`${file}.journal`)
    const browser = await dev.open()
    const { body } = await browser.signIn('bob')
    expect(await sessionsIn(await killed(file), browser)).toEqual([body.response.created_session_id])
  })

  test('is a link, that is not followed, and what cannot be kept is not acknowledged', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { file, dev } = await signedIn()
    const precious = join(dirname(file), 'precious')
    await rename(`${file}.journal`, precious)
    await symlink('precious', `${file}.journal`)
    const before = await readFile(precious, 'utf8')
    const browser = await dev.open()
    expect((await browser.signIn('bob')).status).toBe(500)
    expect(await readFile(precious, 'utf8')).toBe(before)
    // What was changed is kept with the next request.
    const { body } = await browser.call('GET', '/v1/client')
    const copy = await newFile()
    await copyFile(file, copy)
    expect(await sessionsIn(copy, browser)).toEqual(body.response.sessions.map(({ id }) => id))
  })
})

describe('error: a journal it cannot read is refused with its place, and all is left as it is', () => {
  test.each([
    ['{"of"', /state\.json\.journal:1:6: not valid JSON/, 0],
    ['{"records":{"users":[{}]}}', /state\.json\.journal:2: records\.users\[0\]\.identifier: is missing/, 1],
    ['{"records": }', /state\.json\.journal:2:13: not valid JSON/, 1],
    ['[]', /state\.json\.journal:2: the state: must be an object/, 1],
    ['['.repeat(300), /state\.json\.journal:2:201: nested more than 200/, 1],
    ['{"gone":{"users":[]},"x":1}', /state\.json\.journal:2: x: is not known/, 1],
    ['{"fields":{"emails":5}}', /state\.json\.journal:2: fields: emails must be a list/, 1],
    [
      '{"records":{"beyond":[{"id":"x","kind":"y","value":{}}]}}',
      /state\.json and its journal: beyond\[0\]\.kind: "y" is not known/,
      1,
    ],
    ['{"fields":{"version":2}}', /state\.json and its journal: version: must be 1/, 1],
    [
      '{"records":{"clients":[]},"gone":{"clients":[]},"fields":{"secretKey":"x"}}',
      /state\.json and its journal: secretKey: is no secret key/,
      1,
    ],
  ])('%.40s', async (line, message, at) => {
    const { file } = await signedIn()
    const copy = await killed(file)
    const lines = (await readFile(`${copy}.journal`, 'utf8')).split('\n')
    lines.splice(at, 1, line)
    await writeFile(`${copy}.journal`, lines.join('\n'))
    await refused(copy, message)
  })

  test('of a state file that was changed, or is gone, since', async () => {
    const { file } = await signedIn()
    const copy = await killed(file)
    await appendFile(copy, '\n')
    await refused(copy, /state\.json\.journal: here is what .* has changed since: bring that back, or remove/)
    const alone = await newFile()
    await copyFile(`${copy}.journal`, `${alone}.journal`)
    await refused(alone, /state\.json is gone: bring that back, or remove this/)
  })

  // Windows has no such files.
  test.runIf(process.platform !== 'win32').each([
    ['a link', (path: string) => symlink('precious', path), 'is a link'],
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path]), 'is no regular file'],
    ['a directory', (path: string) => mkdir(path), 'is no regular file'],
  ])('%s where it should be', async (_, make, reason) => {
    const file = await newFile()
    await writeFile(join(dirname(file), 'precious'), 'precious')
    await make(`${file}.journal`)
    await expect(startDev('--state', file)).rejects.toThrow(
      `--state: cannot read ${file}.journal (${reason})`,
    )
    expect((await readdir(dirname(file))).sort()).toEqual(['precious', 'state.json.journal'])
    expect(await readFile(join(dirname(file), 'precious'), 'utf8')).toBe('precious')
  })

  test('a link that comes later is not followed either: nothing is acknowledged then', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const file = await newFile()
    const { url } = await startDev('--state', file)
    const precious = join(dirname(file), 'precious')
    await writeFile(precious, 'precious')
    await symlink('precious', `${file}.journal`)
    const headers = { origin: 'http://localhost:3000' }
    const answer = await fetch(`${url}/v1/dev_browser`, { method: 'POST', headers })
    expect(answer.status).toBe(500)
    expect(await readFile(precious, 'utf8')).toBe('precious')
  })
})

async function refused(file: string, message: RegExp): Promise<void> {
  const names = [file, `${file}.journal`]
  const contents = () => Promise.all(names.map((name) => readFile(name, 'utf8').catch(() => undefined)))
  const before = await contents()
  await expect(startDev('--state', file)).rejects.toThrow(message)
  expect(await contents()).toEqual(before)
  expect(await readdir(dirname(file))).not.toContain('state.json.lock')
}
