import { type BoxOptions, parseOptions } from './boxOptions'
import { CliError } from './error'

/** A flag for one option: what it takes, if anything, what for, and what that comes to. */
interface Switch {
  takes?: string
  help: string
  read(text: string): unknown
}

const list = (text: string) => text.split(',').map((item) => item.trim())
const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : text)
const on = (help: string): Switch => ({ help, read: () => true })
const listed = (help: string, read: (item: string) => unknown = (item) => item): Switch => {
  return { takes: 'list', help, read: (text) => list(text).map(read) }
}
const counted = (takes: string, help: string): Switch => ({ takes, help, read: number })

/** By the place of the option. Each flag has its name. */
const switches: Readonly<Record<string, Switch>> = {
  name: {
    takes: 'text',
    help: 'A publishable key of its own: apps and cookies are told apart',
    read: String,
  },
  strategies: listed('Ways in, e.g. password,email_code,oauth_google. Default: all but\nenterprise_sso'),
  people: listed('Addresses to choose from on the pages of providers', (emailAddress) => ({ emailAddress })),
  enterpriseConnections: listed(
    'Whose addresses sign in by enterprise_sso, e.g. Acme:acme.example',
    (item) => {
      const [name, domain = name] = item.split(':')
      return { name, domain }
    },
  ),
  'signUp.mode': { takes: 'mode', help: 'public, restricted (to who was invited) or waitlist', read: String },
  'signUp.required': listed('What new users have to say. Default: email_address,password'),
  'signUp.legalConsent': on('New users have to accept terms'),
  'signUp.captcha': on('New users have to solve a captcha'),
  'passwords.min': counted('number', 'Characters at least. Default: 8'),
  'passwords.max': counted('number', 'Characters at most. Default: 72'),
  'passwords.requires': listed('lowercase, uppercase, number, special_char'),
  'passwords.leaked': listed('Those that count as found in a data breach'),
  sameClientLinks: on('Links in e-mails are good only in the browser that asked'),
  clientTrust: on('A password in a browser that is new here asks for a code, too'),
  enumerationProtection: on('A sign-in tells nobody which accounts there are'),
  limits: on('Of requests, tries and codes sent, as in production'),
  forceOrganization: on('Everybody has to be in an organization'),
  forceSecondFactor: on('Everybody has to have a second factor'),
  singleSessionMode: on('One account at a time in a browser'),
  nativeApi: { help: 'Native apps are refused', read: () => false },
  cookieLifetime: counted('seconds', 'Of the cookie of a production key. Default: a year'),
  missingClient: counted('answer', 'To who has no client: null, 401 or 404. Default: null'),
}

/** The flag of an option: in words with hyphens; with `no` where it turns off. */
function flagOf(path: string): string {
  const words = path.replace('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return path === 'nativeApi' ? `no-${words}` : words
}

/** What `parseArgs` has to know of them. */
export const switchFlags = Object.fromEntries(
  Object.entries(switches).map(([path, { takes }]) => [
    flagOf(path),
    { type: takes ? ('string' as const) : ('boolean' as const) },
  ]),
)

/** What the flags say the box is to be like. @throws CliError that names the flag */
export function readSwitches(values: Readonly<Record<string, unknown>>): BoxOptions {
  const given: Record<string, unknown> = {}
  for (const [path, { read }] of Object.entries(switches)) {
    const value = values[flagOf(path)]
    if (value === undefined) continue
    const [name, part] = path.split('.') as [string, string?]
    const said = read(String(value))
    given[name] = part ? { ...(given[name] as object), [part]: said } : said
  }
  try {
    return parseOptions(given)
  } catch (error) {
    throw new CliError(withFlag((error as Error).message))
  }
}

/** What is wrong with an option, said of its flag. */
export function withFlag(message: string): string {
  const [, place = '', reason] = /^([\w.]+)\S*: (.*)$/s.exec(message) ?? []
  const path = Object.keys(switches).find((known) => `${place}.`.startsWith(`${known}.`))
  return path ? `--${flagOf(path)}: ${reason}` : message
}

/** Their lines in the help. */
export function describeSwitches(): string {
  const lines = Object.entries(switches).map(([path, { takes, help }]) => {
    const flag = `--${flagOf(path)}${takes ? ` <${takes}>` : ''}`
    return `  ${flag.padEnd(width)}${help.replaceAll('\n', `\n  ${' '.repeat(width)}`)}`
  })
  return lines.join('\n')
}

const width = 33
