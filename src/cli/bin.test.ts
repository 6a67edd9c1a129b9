import { spawn } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { buildBin } from '../../test/support/buildBin'

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
