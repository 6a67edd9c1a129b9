import { environmentLines } from '../fapi/environment'
import type { Fapi } from '../fapi/handle'
import { isLoopbackHost, parseHost } from '../fapi/http/origins'
import { printable } from '../fapi/http/printable'
import type { FapiEmail } from '../fapi/messages'
import { type FapiWithPages, inspectorUrl } from '../fapi/pages/createFapiWithPages'
import type { DevArgs } from './args'
import { recipes } from './recipes'
import type { StateFile } from './stateFile'
import { describeSwitches } from './switches'

export const warning = 'For development and tests only: its passwords are no secret.'

const column = ' '.repeat(25)
const names = recipes.map(({ name }) => name).join(', ')

export const help = `Usage: frontdesk <command> [flags] [-- <program> [arguments]]

Commands
  dev                    Serve a Frontend API in a box. ${warning}
                         With a program, e.g. frontdesk dev -- next dev: on a free port, with the
                         variables of Clerk's SDKs set for it, and for as long as it runs

Flags of dev
  --port <number>        Port to listen on; 0 picks a free one. Default: 4400, or 0 with a program
  --host <address>       Address to listen on. Default: 127.0.0.1
  --key-type <type>      test (a development instance) or live (a production one). Default: test
  --origin <origin>      An app that may call it, e.g. https://app.local:3000; may be repeated.
                         Default: every app on this machine
  --seed <file>          JSON file to start from: { "users": [{ "identifier": "ann@example.com",
                         "password": "…" }] }, and organizations, jwtTemplates and options, see below
  --state <file>         Keep everything in this JSON file, of the same form, and go on from it.
                         A --seed counts only while there is no such file
  --id-seed <text>       Let identifiers, codes and secrets follow from this text, the same ones in the
                         same order each time, so that snapshots hold. Anyone can guess them then
  --clock <time>         The time that the box lives in, e.g. 2027-01-31T12:00:00Z; it ticks on from there
  --webhook <url>        Send what happens there, e.g. user.created, signed as Clerk does. The secret to
                         check it with is printed
  --fault <what>         Misbehave: "[METHOD] [/path] status=500 times=2 delay=300", or
                         retry-after=<s>, location=<url>, body=<text>, cut; may be repeated
  --for <sdk>            Print how to set up an app with one of Clerk's SDKs; may be repeated:
                         ${names.replaceAll(/(.{50,65}?,) /g, `$1\n${column}`)}.
                         Default: those that the package.json here has
  --https                Speak HTTPS, with a certificate made for it
  --json                 Print one JSON line: url, publishableKey, secretKey, jwtKey, users,
                         controlSecret, inspectorUrl

What the box is like. A seed or state file may say the same: { "signUp": { "mode": "restricted" } }
${describeSwitches()}

  -h, --help             Print this
  -v, --version          Print the version

Environment
  FRONTDESK_CONTROL_SECRET   What the inspector and the control API ask for. Default: a new one at each start.
                             A program gets it, and the box's address as FRONTDESK_URL
`

/** The one line of `--json`. */
export async function describeJson(fapi: FapiWithPages, url: string): Promise<string> {
  const { publishableKey, secretKey, controlSecret } = fapi
  const users = fapi.users.map(({ identifier, password }) => ({ identifier, password }))
  const jwtKey = await fapi.jwtKey()
  const inspector = inspectorUrl(url, controlSecret)
  return `${JSON.stringify({ url, publishableKey, secretKey, jwtKey, users, controlSecret, inspectorUrl: inspector })}\n`
}

/** A code or a link, for who waits for it in front of the terminal. */
export function describeMessage({ to, code, kind, link }: FapiEmail): string {
  return link
    ? `${kind} link for ${printable(to)}: ${printable(link)}\n`
    : `${kind} code for ${printable(to)}: ${code}\n`
}

/** Who can reach a box that listens on an address; undefined where only this machine can. */
export function describeReach(host: string): string | undefined {
  if (isLoopbackHost(parseHost(host))) return undefined
  const what = /^(0\.0\.0\.0|::|\[::\])$/.test(host) ? 'this one, by any of its addresses' : host
  return `Every machine that can reach ${what}, can use this box: the Frontend API, and with the passwords each account; who has the control secret, which goes there unencrypted, all of it.`
}

/** What becomes of what the box remembers. */
export function describeState({ users, clients }: Fapi, options: DevArgs, file?: StateFile): string {
  if (!file) return 'It forgets everything when it ends, unless you give it a --state file.'
  const keeps = `Everything is kept in ${options.state}, the private key and all passwords too`
  if (file.isNew) return `${keeps}. The file is new.`
  const ignored = options.seed === undefined ? '' : ` ${options.seed} was left alone.`
  return `${keeps}; ${count(users, 'user')} and ${count(clients, 'client')} were in it.${ignored}`
}

function count({ length }: readonly unknown[], noun: string): string {
  return `${length} ${noun}${length === 1 ? '' : 's'}`
}

/** For who puts keys into a file. */
export const keysChange =
  'The keys are other ones at each start, unless you give it a --state file. With frontdesk dev -- <program> the program gets them.'

/** Where the certificate is that others may trust. */
export function describeTrust(file: string): string {
  return `Its certificate is ${file} for as long as it runs; NODE_EXTRA_CA_CERTS=${file} makes Node trust it.`
}

/** Where events go, and what they are signed with. */
export function describeWebhook({ url, secret }: { url: string; secret: string }): string {
  return `Events go to ${url}; CLERK_WEBHOOK_SIGNING_SECRET=${secret}`
}

/** The lines for apps that know no Clerk SDK, such as those of this library. */
export function describeEnvironment(fapi: Fapi, url: string): string {
  const { app, server } = environmentLines(fapi, url)
  return `For your app's environment file (prefixed as your bundler wants it, e.g. VITE_ or NEXT_PUBLIC_):

${indent(app)}

For its server, if it has one:

${indent(server)}

With one of Clerk's SDKs: frontdesk dev --for ${recipes.map(({ name }) => name).join('|')}`
}

/** What people need to use it. `kept`: what becomes of what it remembers. `setup`: what an app is told. */
export function describe(fapi: FapiWithPages, url: string, kept: string, setup: string): string {
  const width = Math.max(...fapi.users.map(({ identifier }) => identifier.length), 0)
  const users = fapi.users.map(({ identifier, password, tasks = [] }) => {
    const pending = tasks.length > 0 ? `  (sessions stay pending: ${tasks.join(', ')})` : ''
    return `  ${printable(identifier).padEnd(width)}  ${printable(password ?? '(by code)')}${pending}`
  })
  return `Clerk's Frontend API in a box, at ${url}
Its inspector, for you alone, as whoever has this address controls the box:

  ${inspectorUrl(url, fapi.controlSecret)}

${warning} ${kept}

${setup}

Who can sign in, with a password or with a code that shows up here:

${users.join('\n')}

Press Ctrl-C to end it.
`
}

function indent(lines: string): string {
  return lines.replaceAll(/^/gm, '  ')
}
