import { environmentLines } from '../fapi/environment'
import type { Fapi } from '../fapi/handle'
import type { FapiEmail } from '../fapi/messages'
import type { DevArgs } from './args'
import type { StateFile } from './stateFile'

export const warning = 'For development and tests only: its passwords are no secret.'

export const help = `Usage: frontdesk <command> [flags]

Commands
  dev                    Serve a Frontend API in a box. ${warning}

Flags of dev
  --port <number>        Port to listen on; 0 picks a free one. Default: 4400
  --host <address>       Address to listen on. Default: 127.0.0.1
  --key-type <type>      test (a development instance) or live (a production one). Default: test
  --origin <origin>      An app that may call it, e.g. https://app.local:3000; may be repeated.
                         Default: every app on this machine
  --client-trust         Ask for a code, too, after a password in a browser that is new here
  --seed <file>          JSON file to start from: { "users": [{ "identifier": "ann@example.com",
                         "password": "…" }] }, and organizations and jwtTemplates, if you like
  --state <file>         Keep everything in this JSON file, of the same form, and go on from it.
                         A --seed counts only while there is no such file
  --id-seed <text>       Let identifiers, codes and secrets follow from this text, the same ones in the
                         same order each time, so that snapshots hold. Anyone can guess them then
  --fault <what>         Misbehave: "[METHOD] [/path] status=500 times=2 delay=300", or
                         retry-after=<s>, location=<url>, body=<text>, cut; may be repeated
  --json                 Print one JSON line: url, publishableKey, secretKey, jwtKey, users

  -h, --help             Print this
  -v, --version          Print the version
`

/** The one line of `--json`. */
export async function describeJson(fapi: Fapi, url: string): Promise<string> {
  const { publishableKey, secretKey } = fapi
  const users = fapi.users.map(({ identifier, password }) => ({ identifier, password }))
  return `${JSON.stringify({ url, publishableKey, secretKey, jwtKey: await fapi.jwtKey(), users })}\n`
}

/** A code or a link, for who waits for it in front of the terminal. */
export function describeMessage({ to, code, kind, link }: FapiEmail): string {
  return link ? `${kind} link for ${to}: ${link}\n` : `${kind} code for ${to}: ${code}\n`
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

/** What people need to use it. `kept`: what becomes of what it remembers. */
export function describe(fapi: Fapi, url: string, kept: string): string {
  const width = Math.max(...fapi.users.map(({ identifier }) => identifier.length), 0)
  const users = fapi.users.map(
    ({ identifier, password }) => `  ${identifier.padEnd(width)}  ${password ?? '(by code)'}`,
  )
  const { app, server } = environmentLines(fapi, url)
  return `Clerk's Frontend API in a box, at ${url}
Open that address in a browser to see what goes on in it.
${warning} ${kept}

For your app's environment file (prefixed as your bundler wants it, e.g. VITE_ or NEXT_PUBLIC_):

${indent(app)}

For its server, if it has one:

${indent(server)}

Who can sign in, with a password or with a code that shows up here:

${users.join('\n')}

Press Ctrl-C to end it.
`
}

function indent(lines: string): string {
  return lines.replaceAll(/^/gm, '  ')
}
