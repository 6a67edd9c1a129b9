import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { get } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import packageJson from '../../package.json'
import { temporaryFolder } from '../../test/support/temporaryFolder'
import { main } from './main'
import { describeReach } from './output'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** Runs a command that ends by itself. */
function run(...args: string[]) {
  return runUntil(AbortSignal.abort(), args)
}

async function runUntil(signal: AbortSignal, args: readonly string[], env: Record<string, string> = {}) {
  const output = { stdout: '', stderr: '' }
  const code = await main(args, {
    stdout(text) {
      output.stdout += text
    },
    stderr(text) {
      output.stderr += text
    },
    folder: tmpdir(),
    signal,
    env,
  })
  return { code, ...output }
}

/** Starts `frontdesk dev` and waits for what it says; ends with the test. */
function start(...args: string[]) {
  return startWith({}, ...args)
}

function startWith(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ stdout: string; stderr: string; end(): Promise<number> }> {
  const ending = new AbortController()
  const output = { stdout: '', stderr: '' }
  return new Promise((resolve, reject) => {
    const done = main(['dev', '--port', '0', ...args], {
      stdout(text) {
        output.stdout += text
        const end = () => {
          ending.abort()
          return done
        }
        endings.push(end)
        resolve(Object.assign(output, { end }))
      },
      stderr(text) {
        output.stderr += text
      },
      folder: tmpdir(),
      signal: ending.signal,
      env,
    })
    done.then((code) => reject(new Error(`ended with ${code}: ${output.stderr}`)))
  })
}

async function seedFile(content: string): Promise<string> {
  const file = join(await temporaryFolder(), 'users.json')
  await writeFile(file, content)
  return file
}

const createDevBrowser = (url: string, origin: string) =>
  fetch(`${url}/v1/dev_browser`, { method: 'POST', headers: { origin } })

describe('dev', () => {
  test('default: says what goes into the environment file, who can sign in, and what it is for', async () => {
    const { stdout } = await start()
    const [, url] = /CLERK_PROXY_URL=(\S+)/.exec(stdout)!
    expect(stdout).toMatch(/CLERK_PUBLISHABLE_KEY=pk_test_\S+/)
    expect(stdout).toMatch(/alice@example\.com +alice-password/)
    expect(stdout).toMatch(
      /carol@example\.com +carol-password +\(sessions stay pending: choose-organization\)/,
    )
    expect(stdout).toContain('development and tests only')
    expect((await createDevBrowser(url!, 'http://localhost:5173')).status).toBe(200)
  })

  test('parameters: --webhook sends what happens, signed; the secret is printed', async () => {
    const got: Record<string, unknown>[] = []
    const app = createServer(async (request, answer) => {
      let body = ''
      for await (const chunk of request) body += chunk
      const { 'svix-signature': signature, 'svix-id': id } = request.headers
      got.push({ ...JSON.parse(body), signature, id })
      answer.end()
    })
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    endings.push(() => app.close())
    const webhook = `http://127.0.0.1:${(app.address() as AddressInfo).port}/hook`
    const output = await start('--webhook', webhook)
    expect(output.stdout).toMatch(/CLERK_WEBHOOK_SIGNING_SECRET=whsec_\S+/)
    const [, url] = /CLERK_PROXY_URL=(\S+)/.exec(output.stdout)!
    const [, key] = /CLERK_SECRET_KEY=(\S+)/.exec(output.stdout)!
    await fetch(`${url}/v1/users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email_address: ['dora@example.com'] }),
    })
    await vi.waitFor(() => expect(output.stdout).toContain('webhook user.created: 200'), { timeout: 5000 })
    expect(got).toMatchObject([{ type: 'user.created', signature: expect.stringMatching(/^v1,/) }])

    const [, secret] = /#secret=(\S+)/.exec(output.stdout)!
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
    const control = async (path: string, body?: object) => {
      const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
      return (await fetch(`${url}/_frontdesk/${path}`, init)).json()
    }
    const [delivery] = (await control('state')).webhooks
    expect(delivery).toMatchObject({ type: 'user.created', url: webhook, attempts: 1, outcome: '200' })
    expect(delivery).not.toHaveProperty('body')
    const { id } = delivery
    expect(JSON.parse((await control(`webhooks/${id}`)).body)).toMatchObject({ type: 'user.created' })
    expect(await control('sendWebhookAgain', { id })).toEqual({ attempts: 2, outcome: '200' })
    expect(got).toMatchObject([{ id }, { id, type: 'user.created' }])
    expect((await control('webhooks/msg_x')).errors[0].code).toBe('resource_not_found')
    expect((await control('sendWebhookAgain', { id: 'msg_x' })).errors[0].code).toBe('action_refused')
    await control('reset', {})
    expect((await control('state')).webhooks).not.toContainEqual(expect.objectContaining({ id }))

    expect((await run('dev', '--webhook', 'localhost:3000')).stderr).toContain('--webhook')
    for (const login of ['ann:s3cret', 'ann', ':s3cret']) {
      const { stderr } = await run('dev', '--port', '0', '--webhook', `http://${login}@localhost:3000/hook`)
      expect(stderr).toContain('--webhook: no name or password')
      expect(stderr).not.toContain('s3cret')
    }
  })

  test('parameters: --json prints one object in one line, and the warning elsewhere', async () => {
    const { stdout, stderr } = await start('--json')
    expect(stdout.indexOf('\n')).toBe(stdout.length - 1)
    expect(JSON.parse(stdout)).toEqual({
      url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      publishableKey: expect.stringMatching(/^pk_test_/),
      secretKey: expect.stringMatching(/^sk_test_/),
      jwtKey: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/),
      users: expect.arrayContaining([{ identifier: 'bob@example.com', password: 'bob-password' }]),
      controlSecret: expect.stringMatching(/^\w{40}$/),
      inspectorUrl: expect.stringMatching(/^http:\/\/localhost:\d+\/#secret=\w{40}$/),
    })
    expect(stderr).toContain('development and tests only')
  })

  test('behavior: the key names a host that no name server can know; a live one, or a name, the reserved or named one', async () => {
    const hostOf = async (...args: string[]) => {
      const { publishableKey } = JSON.parse((await start('--json', ...args)).stdout)
      return atob(publishableKey.replace(/^pk_(test|live)_/, '')).slice(0, -1)
    }
    const host = await hostOf()
    expect(host).toMatch(/^[a-z-]{64,}\.clerk\.accounts\.dev$/)
    expect(new URL(`https://${host}`).host).toBe(host)
    expect(await hostOf('--key-type', 'live')).toBe('clerk.frontdesk.example')
    expect(await hostOf('--name', 'checkout')).toBe('checkout.clerk.accounts.dev')
  })

  test('parameters: --id-seed makes the same secret key each time', async () => {
    const keyOf = async (...args: string[]) => /sk_test_\w+/.exec((await start(...args)).stdout)?.[0]
    const first = await keyOf('--id-seed', 'a')
    expect(first).toBeDefined()
    expect(await keyOf('--id-seed', 'a')).toBe(first)
    expect(await keyOf()).not.toBe(first)
  })

  test('parameters: --key-type, --origin and --seed', async () => {
    const seed = await seedFile('{ "users": [{ "identifier": "ann@example.com", "password": "x" }] }')
    const args = [
      '--key-type',
      'live',
      '--origin',
      'https://a.example',
      '--origin',
      'https://b.example',
      '--seed',
      seed,
    ]
    const { url, publishableKey, users } = JSON.parse((await start('--json', ...args)).stdout)
    expect(publishableKey).toMatch(/^pk_live_/)
    expect(users).toEqual([{ identifier: 'ann@example.com', password: 'x' }])
    const ask = async (origin: string) => (await fetch(`${url}/v1/client`, { headers: { origin } })).status
    expect(
      await Promise.all(['https://a.example', 'https://b.example', 'http://localhost:3000'].map(ask)),
    ).toEqual([200, 200, 400])
  })

  test('parameters: --client-trust asks for more than a password in a new browser', async () => {
    const statusOf = async (...args: string[]) => {
      const { url } = JSON.parse((await start('--json', ...args)).stdout)
      const headers = { origin: 'http://localhost:3000' }
      const { id } = await (await createDevBrowser(url, headers.origin)).json()
      const body = new URLSearchParams({ identifier: 'bob@example.com', password: 'bob-password' })
      const target = `${url}/v1/client/sign_ins?__clerk_db_jwt=${id}`
      const answer = await fetch(target, { method: 'POST', headers, body })
      return (await answer.json()).response.status
    }
    expect(await statusOf('--client-trust')).toBe('needs_client_trust')
    expect(await statusOf()).toBe('complete')
  })

  test('parameters: --for says how to set up an app with each of Clerk’s SDKs, and what is to be installed', async () => {
    const { stdout } = await start('--for', 'next', '--for', 'hono')
    const [, url] = /at (http:\S+)/.exec(stdout)!
    expect(stdout).toContain('NEXT_PUBLIC_CLERK_PROXY_URL=/__clerk\n')
    expect(stdout).toContain(`CLERK_FAPI_URL=${url}\n`)
    expect(stdout).toContain('npm i @clerk/nextjs')
    expect(stdout).toMatch(/app\/layout\.tsx\n\n {2}import/)
    expect(stdout).toContain("import { clerkMiddleware } from '@clerk/hono'")
    expect(stdout).not.toContain('@clerk/express')
  })

  test('parameters: --https serves with a certificate whose file makes it trusted', async () => {
    const { stdout, stderr, end } = await start('--https', '--json')
    const { url } = JSON.parse(stdout)
    const [, file] = /NODE_EXTRA_CA_CERTS=(\S+)/.exec(stderr)!
    const ca = await readFile(file!, 'utf8')
    const status = await new Promise((resolve, reject) => {
      get(`${url}/.well-known/jwks.json`, { ca }, ({ statusCode }) => resolve(statusCode)).on('error', reject)
    })
    expect([new URL(url).protocol, status]).toEqual(['https:', 200])
    await end()
    await expect(readFile(file!)).rejects.toThrow('ENOENT')
  })

  test('parameters: a program runs beside it with the variables of every SDK, and gives the exit code', async () => {
    const file = join(await temporaryFolder(), 'env.json')
    const program = `require('fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.env))`
    const { code, stdout } = await runUntil(new AbortController().signal, [
      'dev',
      '--',
      process.execPath,
      '-e',
      `${program}; process.exit(3)`,
    ])
    const env = JSON.parse(await readFile(file, 'utf8'))
    expect(code).toBe(3)
    expect(stdout).toContain(`at ${env.CLERK_FAPI_URL}\n`)
    expect(env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY).toBe(env.VITE_CLERK_PUBLISHABLE_KEY)
    expect(env.PATH).toBe(process.env.PATH)
    await expect(fetch(env.CLERK_API_URL)).rejects.toThrow('fetch failed')
  })

  test('behavior: the program may arrange and break what is in the box: it has the address and the secret', async () => {
    const file = join(await temporaryFolder(), 'answers.json')
    const program = `
      const { FRONTDESK_URL: url, FRONTDESK_CONTROL_SECRET: secret } = process.env
      const headers = { authorization: 'Bearer ' + secret, 'content-type': 'application/json' }
      const act = async (what, body) =>
        (await fetch(url + '/_frontdesk/' + what, { method: 'POST', headers, body: JSON.stringify(body) })).json()
      const run = async () => {
        const { sessionIds } = await act('seedClient', { users: ['alice@example.com'] })
        const fault = await act('fault', { path: '/v1/environment', status: 503 })
        const { status } = await fetch(url + '/v1/environment')
        require('fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify({ sessionIds, fault, status }))
      }
      run()`
    const secrets = [{}, { FRONTDESK_CONTROL_SECRET: 'given-from-outside-16' }] as Record<string, string>[]
    for (const env of secrets) {
      const { code, stdout } = await runUntil(
        new AbortController().signal,
        ['dev', '--', process.execPath, '-e', program],
        env,
      )
      expect(code).toBe(0)
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
        sessionIds: [expect.stringMatching(/^sess_/)],
        fault: { id: '1' },
        status: 503,
      })
      if (env.FRONTDESK_CONTROL_SECRET) expect(stdout).toContain(`#secret=${env.FRONTDESK_CONTROL_SECRET}`)
    }
  })

  test('behavior: told to end, it ends the program and waits for it', async () => {
    const file = join(await temporaryFolder(), 'ended')
    const program = `process.on('SIGTERM', () => { require('fs').writeFileSync(${JSON.stringify(file)}, ''); process.exit(0) })
      setInterval(() => {}, 1000); require('fs').writeFileSync(${JSON.stringify(`${file}.ready`)}, '')`
    const { end } = await start('--', process.execPath, '-e', program)
    while (!existsSync(`${file}.ready`)) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await end()).toBe(0)
    expect(existsSync(file)).toBe(true)
  })

  test('behavior: a program that Ctrl-C ends, as it does the box, is no failure', async () => {
    const file = join(await temporaryFolder(), 'pid')
    const program = `setInterval(() => {}, 1000); require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid))`
    const ending = new AbortController()
    const done = runUntil(ending.signal, ['dev', '--', process.execPath, '-e', program])
    const pid = await vi.waitFor(async () => {
      const text = await readFile(file, 'utf8')
      expect(text).toMatch(/^\d+$/)
      return Number(text)
    }, 20_000)
    process.kill(pid, 'SIGINT')
    ending.abort()
    expect((await done).code).toBe(0)
  })

  test('error: a program that is not there', async () => {
    const { code, stderr } = await run('dev', '--', 'no-such-program-anywhere')
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^frontdesk: cannot run no-such-program-anywhere .*\n$/),
    ])
  })

  test('behavior: shows the codes and links that are sent; with --json stdout stays one line', async () => {
    const requestCode = async (url: string, form: Record<string, string> = {}) => {
      const headers = { origin: 'http://localhost:3000' }
      const { id } = await (await createDevBrowser(url, headers.origin)).json()
      const body = new URLSearchParams({ identifier: 'bob@example.com', strategy: 'email_code', ...form })
      await fetch(`${url}/v1/client/sign_ins?__clerk_db_jwt=${id}`, { method: 'POST', headers, body })
    }
    const shown = await start()
    await requestCode(/CLERK_PROXY_URL=(\S+)/.exec(shown.stdout)![1]!)
    expect(shown.stdout).toMatch(/\nsign-in code for bob@example\.com: \d{6}\n$/)
    const link = { strategy: 'email_link', redirect_url: 'http://localhost:3000/' }
    await requestCode(/CLERK_PROXY_URL=(\S+)/.exec(shown.stdout)![1]!, link)
    expect(shown.stdout).toMatch(
      /\nsign-in link for bob@example\.com: http:\/\/\S+\/v1\/verify\?token=\w+\n$/,
    )
    const identifier = '+12025550123'
    const users = [{ identifier: 'bob@example.com', phones: [{ number: identifier }] }]
    const seed = await seedFile(JSON.stringify({ users }))
    const seeded = await start('--seed', seed)
    const text = { identifier, strategy: 'phone_code' }
    await requestCode(/CLERK_PROXY_URL=(\S+)/.exec(seeded.stdout)![1]!, text)
    expect(seeded.stdout).toMatch(/\nsign-in code for \+12025550123: \d{6}\n$/)
    const quiet = await start('--json')
    await requestCode(JSON.parse(quiet.stdout).url)
    expect(quiet.stdout.indexOf('\n')).toBe(quiet.stdout.length - 1)
  })

  test('behavior: ends, though a connection is open', async () => {
    const { stdout, end } = await start('--json')
    const { url } = JSON.parse(stdout)
    await createDevBrowser(url, 'http://localhost:3000')
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname).on('error', () => {})
    socket.write('POST /v1/dev_browser HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n')
    await new Promise((resolve) => setTimeout(resolve, 50))
    // A server that waits for this connection would never end.
    expect(await end()).toBe(0)
    socket.destroy()
    await expect(createDevBrowser(url, 'http://localhost:3000')).rejects.toThrow()
  })

  test('attack: over HTTP nothing is told or done without the secret, which is new at each start or given', async () => {
    const own = 'given-by-whoever-starts-it'
    const starts = [{}, {}, { FRONTDESK_CONTROL_SECRET: own }]
    const boxes = await Promise.all(starts.map((env) => startWith(env, '--json', '--id-seed', 'known')))
    const secrets = boxes.map(({ stdout }) => JSON.parse(stdout).controlSecret as string)
    expect(new Set(secrets).size).toBe(3)
    expect(secrets[2]).toBe(own)
    const { url, secretKey, inspectorUrl } = JSON.parse(boxes[0]!.stdout)
    const ask = (path: string, headers: Record<string, string> = {}, at = url) =>
      fetch(`${at}/_frontdesk/${path}`, { headers })
    const statuses = async (authorization?: string) => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
      const answers = ['state', 'keys', 'events', 'claims/x'].map((path) => ask(path, headers))
      return new Set((await Promise.all(answers)).map(({ status }) => status))
    }
    for (const given of [undefined, `Bearer ${secrets[1]}`, `Bearer ${secretKey}`])
      expect(await statuses(given)).toEqual(new Set([401]))
    const authorization = `Bearer ${secrets[0]}`
    expect((await ask('state', { authorization })).status).toBe(200)
    expect((await ask('state', { authorization, 'x-forwarded-for': '127.0.0.1' })).status).toBe(403)
    const page = await fetch(inspectorUrl, { redirect: 'manual' })
    expect([page.status, (await page.text()).includes(secrets[0]!)]).toEqual([200, false])
  })

  test('attack: a proxy that takes the path of the app away, as a dev server’s, leads to no secret', async () => {
    const { url, controlSecret } = JSON.parse((await start('--json')).stdout)
    const proxy = createServer((incoming, outgoing) => {
      const headers = { ...incoming.headers, host: new URL(url).host }
      const sent = request(`${url}${incoming.url!.replace('/__clerk', '')}`, { headers }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(outgoing)
      })
      sent.end()
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    endings.push(() => proxy.close())
    const app = `http://localhost:${(proxy.address() as AddressInfo).port}`
    const ask = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${app}/__clerk${path}`, { headers })
      return [answer.status, await answer.text()]
    }
    const authorization = `Bearer ${controlSecret}`
    const asPage = { 'sec-fetch-site': 'same-origin', referer: `${app}/` }
    for (const path of ['/_frontdesk/state', '/_frontdesk/keys']) {
      expect(await ask(path, asPage)).toEqual([403, expect.not.stringMatching(/sk_test_|password/)])
      expect(await ask(path, { 'sec-fetch-site': 'same-origin' })).toEqual([
        401,
        expect.not.stringMatching(/sk_test_|password/),
      ])
      expect((await ask(path, { ...asPage, authorization }))[0]).toBe(403)
    }
    expect((await ask('/'))[1]).not.toContain(controlSecret)
  })

  test.each([
    'short',
    'sixteen letters and a blank',
    'sixteen-letters-and-ü',
    `x${'y'.repeat(200)}`,
    'sixteen-letters\n',
  ])('error: FRONTDESK_CONTROL_SECRET=%j', async (secret) => {
    const started = startWith({ FRONTDESK_CONTROL_SECRET: secret })
    await expect(started).rejects.toThrow(
      'ended with 1: frontdesk: FRONTDESK_CONTROL_SECRET: must be 16 to 200',
    )
    await expect(started).rejects.not.toThrow(secret)
  })

  test('parameters: --host says who can reach it, where others can', async () => {
    expect((await start('--json', '--host', '0.0.0.0')).stderr).toContain(
      'Every machine that can reach this one',
    )
    for (const host of ['127.0.0.1', 'localhost', '::1', '127.1.2.3'])
      expect(describeReach(host)).toBeUndefined()
    for (const host of ['::', '192.168.1.2', 'box.example', 'fd00::1'])
      expect(describeReach(host)).toContain('Every machine that can reach')
  })

  test('error: a taken port', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    endings.push(() => server.close())
    const { port } = server.address() as AddressInfo
    const { code, stderr } = await run('dev', '--port', String(port))
    expect(code).toBe(1)
    expect(stderr).toBe(
      `frontdesk: port ${port} is taken: choose another with --port, or let --port 0 find one\n`,
    )
  })

  test.each([
    [['--prot', '1'], "Unknown option '--prot'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--port', '70000'], '--port: "70000"'],
    [['--port', 'a'], '--port: "a"'],
    [['--key-type', 'prod'], '--key-type: "prod"'],
    [['--fault', 'GET /v1/client'], '--fault: "GET /v1/client": it says nothing to do'],
    [['--origin', 'localhost'], '--origin: "localhost"'],
    [['--for', 'angular'], '--for: "angular" is none of next, vite, '],
    [['--'], '--: name the command to run'],
    [['--host', '203.0.113.1'], 'cannot listen on 203.0.113.1'],
  ])('error: %j', async (args, message) => {
    const { code, stderr, stdout } = await run('dev', ...args)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`frontdesk: ${message}`)
    expect(stderr.trimEnd()).not.toContain('\n')
  })

  test.each([
    ['[', /users\.json.*: not valid JSON/],
    ['[\n  {,}]', /users\.json:2:4: not valid JSON/],
    ['[{ "password": "secret" }]', /users\.json: users\[0\]\.identifier: /],
    ['{ "people": [] }', /users\.json: users: /],
    ['null', /users\.json: the state: /],
    ['[{ "password": "hunter2", }]', /users\.json:1:27: .* there should be a name in double quotes$/m],
  ])('error: the seed file %j', async (content, message) => {
    const { code, stderr } = await run('dev', '--seed', await seedFile(content))
    expect(code).toBe(1)
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd()).not.toContain('\n')
  })

  test('error: a seed file that is not there', async () => {
    expect((await run('dev', '--seed', '/nowhere.json')).stderr).toBe(
      'frontdesk: --seed: cannot read /nowhere.json (no such file)\n',
    )
  })
})

test('--version and --help print and end', async () => {
  expect(await run('--version')).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
  for (const args of [['--help'], ['dev', '--help'], ['dev', '-h']]) {
    const { code, stdout } = await run(...args)
    expect(code).toBe(0)
    for (const flag of [
      '--port',
      '--host',
      '--key-type',
      '--origin',
      '--seed',
      '--state',
      '--fault',
      '--json',
      '--for',
      '--https',
      '--version',
    ])
      expect(stdout).toContain(flag)
  }
})

test.each([[[]], [['serve']]])('error: %j is no command', async (args: string[]) => {
  expect(await run(...args)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^frontdesk: .+\n$/),
  })
})
