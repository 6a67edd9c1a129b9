import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildBin } from '../../test/support/buildBin'
import { temporaryFolder } from '../../test/support/temporaryFolder'

let bin: string

beforeAll(async () => {
  bin = await buildBin()
}, 30_000)

/** Runs the program; `onOutput` may end it. */
function run(args: string[], onOutput: (child: ReturnType<typeof spawn>) => void = () => {}) {
  const child = spawn(process.execPath, [bin, ...args])
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk
    if (output.stdout.includes('\n')) onOutput(child)
  })
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk
  })
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...output }))
  })
}

test.each(['SIGINT', 'SIGTERM'] as const)('dev: %s ends it with 0', async (signal) => {
  const { code, stdout } = await run(['dev', '--port', '0', '--json'], (child) => child.kill(signal))
  expect(code).toBe(0)
  expect(JSON.parse(stdout).url).toMatch(/^http:\/\/localhost:\d+$/)
})

test('dev: a mistake is one line and a code of its own', async () => {
  const { code, stdout, stderr } = await run(['dev', '--nope'])
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toBe("frontdesk: Unknown option '--nope' (frontdesk --help lists the flags)\n")
})

/** The users of a box on a state file whose process is killed then; `ask` may make some before. */
async function killedAfter(
  state: string,
  limit: string,
  ask: (call: (method: string, body?: object) => Promise<Response>) => Promise<void>,
): Promise<void> {
  const args = [process.execPath, bin, 'dev', '--port', '0', '--json', '--state', state]
  const child = spawn('sh', ['-c', `${limit} exec "$0" "$@"`, ...args])
  const { url, secretKey } = JSON.parse(
    await new Promise<string>((resolve) => {
      let text = ''
      child.stdout.on('data', (chunk) => {
        text += chunk
        if (text.includes('\n')) resolve(text)
      })
    }),
  )
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' }
  try {
    await ask((method, body) =>
      fetch(`${url}/v1/users?limit=100`, { method, headers, ...(body && { body: JSON.stringify(body) }) }),
    )
  } finally {
    const closed = new Promise((resolve) => child.on('close', resolve))
    child.kill('SIGKILL')
    await closed
  }
}

// Windows has no such limits.
test.runIf(process.platform !== 'win32')(
  'dev --state: where a line does not fit whole on the disk, nothing is acknowledged, and nothing else lost',
  async () => {
    const state = join(await temporaryFolder(), 'state.json')
    const kept: string[] = []
    let refused = 0
    await killedAfter(state, 'ulimit -f 64;', async (call) => {
      for (let index = 0; index < 20; index++) {
        const public_metadata = { text: 'x'.repeat(3000) }
        const answer = await call('POST', { email_address: [`user${index}@example.com`], public_metadata })
        if (answer.ok) kept.push((await answer.json()).id)
        else refused++
      }
    })
    expect(kept.length).toBeGreaterThan(2)
    expect(refused).toBeGreaterThan(0)
    await killedAfter(state, '', async (call) => {
      const found: { id: string }[] = await (await call('GET')).json()
      expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(kept))
    })
  },
)
