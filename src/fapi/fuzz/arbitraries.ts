import fc from 'fast-check'
import { routes } from '../app'

/** Every endpoint of the box, as `[method, path]`; a new one is here by itself. */
export const endpoints: readonly (readonly [method: string, path: string])[] = [
  ...new Map(
    routes
      .flatMap((route) => route.routes)
      .filter(({ path }) => /^\/(v1|\.well-known)\//.test(path))
      .map(({ method, path }) => [`${method} ${path}`, [method, path] as const]),
  ).values(),
]

/** Texts that programs stumble over. */
export const oddText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '.',
    '..',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    'null',
    'undefined',
    'true',
    '-1',
    'NaN',
    '0x10',
    '%',
    '%E0%A4%A',
    '%00',
    '%2e%2e%2f',
    '%2F',
    '%25',
    '\0',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '{}',
    '[]',
    '"',
    "'--",
    '<script>',
    'a,b',
    'a;b',
    'a=b',
    '*',
    ':id',
    '💥'.repeat(50),
    'x'.repeat(20_000),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

/** Parameters that endpoints read, with values that make sense there. */
const sensible: Record<string, string[]> = {
  __clerk_api_version: ['2026-05-12'],
  _is_native: ['1'],
  _method: ['DELETE', 'PATCH', 'PUT', 'TRACE'],
  active_organization_id: ['', 'acme'],
  code: ['424242'],
  email_address: ['new+clerk_test@example.com'],
  first_name: ['Ann'],
  format: ['nonce', 'token'],
  identifier: ['alice@example.com', 'bob@example.com'],
  intent: ['focus', 'select_session'],
  nonce: ['x'],
  organization_id: ['', 'acme'],
  password: ['alice-password', 'bob-password'],
  redirect_url: ['http://localhost:3000/a?x=1', 'https://evil.example/', 'javascript:1'],
  satellite_fapi: ['clerk.localhost'],
  strategy: ['password', 'email_code'],
}

/** Names and values of a query or a form; names come more than once. */
export const parameters: fc.Arbitrary<[string, string][]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: pairs(([name, values]) => fc.tuple(fc.constant(name), fc.constantFrom(...values))),
    },
    pairs(([name]) => fc.tuple(fc.constant(name), oddText)),
    fc.tuple(oddText, oddText),
  ),
  { maxLength: 6 },
)

function pairs(make: (entry: [string, string[]]) => fc.Arbitrary<[string, string]>) {
  return fc.constantFrom(...Object.entries(sensible)).chain(make)
}

const methods = fc.constantFrom(
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'get', 'x'],
)

/** A method and a path: an endpoint with anything for its ids, or anything at all. */
export function calls(ids: fc.Arbitrary<string>): fc.Arbitrary<readonly [method: string, path: string]> {
  const encoded = fc.oneof(
    ids.map((id) => encodeURIComponent(id.replace(/\p{Surrogate}/gu, ''))),
    oddText,
  )
  const real = fc
    .tuple(fc.constantFrom(...endpoints), encoded, encoded)
    .map(([[method, path], ...values]) => [method, path.replace(/:\w+/g, () => values.pop() ?? '')] as const)
  const path = real.map(([, path]) => path)
  const oddPath = fc.oneof(
    path,
    path.map((text) => text.replaceAll('/', '//')),
    fc.tuple(path, oddText).map((parts) => parts.join('/')),
    oddText.map((text) => `/${text}`),
  )
  return fc.oneof({ weight: 5, arbitrary: real }, fc.tuple(methods, oddPath))
}

/** A header value that a `Request` takes. */
export const headerValue: fc.Arbitrary<string> = oddText.map((text) =>
  [...text.trim()].filter((letter) => /[\t\x20-\x7e\x80-\xff]/.test(letter)).join(''),
)
