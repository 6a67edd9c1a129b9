import { fc } from '../../../test/support/fuzz'
import { routes } from '../app'
import { laterRoutes } from '../routes/later'

/** Every endpoint of the box, as `[method, path]`; a new one is here by itself. */
export const endpoints: readonly (readonly [method: string, path: string])[] = [
  ...new Map(
    [...routes, ...laterRoutes]
      .flatMap((route) => route.routes)
      .filter(({ path }) => /^\/(v1|\.well-known)\//.test(path))
      // Of several verbs the first.
      .map(({ method, path }) => [method, path.replace(/:\w+\{(\w+).*\}/, '$1')] as const)
      .map(([method, path]) => [`${method} ${path}`, [method, path] as const]),
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

const oddKey = fc.oneof(
  fc.constantFrom('toString', 'valueOf', 'toJSON', 'length', '__proto__', 'constructor', 'then', 'id', ''),
  fc.string({ maxLength: 5 }),
)

/** JSON values of all kinds, one in the other, with keys that programs stumble over. */
const nested: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(oddText, fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(oddKey, tie('value'), { maxKeys: 3 }),
  ),
})).value

/** Nested so deep that a parser takes it, and what walks the result may not. */
const deep = fc
  .constantFrom(['[', ']'] as const, ['{"a":', '}'] as const)
  .chain(([open, close]) => fc.constantFrom(90, 150, 5000).map((n) => open.repeat(n) + 1 + close.repeat(n)))

const jsonValue = fc.oneof(
  { weight: 4, arbitrary: nested.map((value) => JSON.stringify(value)) },
  {
    weight: 2,
    arbitrary: fc
      .dictionary(oddKey, nested, { minKeys: 1, maxKeys: 3 })
      .map((value) => JSON.stringify([value])),
  },
  deep,
)

/** Parameters that endpoints read, with values that make sense there. */
const sensible: Record<string, string[]> = {
  __clerk_api_version: ['2026-05-12'],
  _is_native: ['1'],
  _method: ['DELETE', 'PATCH', 'PUT', 'TRACE'],
  active_organization_id: ['', 'acme'],
  code: ['424242'],
  email_address: ['new+clerk_test@example.com'],
  email_address_id: ['idn_x'],
  first_name: ['Ann'],
  format: ['nonce', 'token'],
  identifier: ['alice@example.com', 'bob@example.com'],
  intent: ['focus', 'select_session'],
  nonce: ['x'],
  organization_id: ['', 'acme'],
  password: ['alice-password', 'bob-password'],
  redirect_url: ['http://localhost:3000/a?x=1', 'https://evil.example/', 'javascript:1'],
  satellite_fapi: ['clerk.localhost'],
  public_metadata: ['{"role":"admin"}'],
  strategy: ['password', 'email_code'],
  unsafe_metadata: ['{"theme":{"dark":true}}'],
}

/** Names and values of a query or a form; names come more than once. */
export const parameters: fc.Arbitrary<[string, string][]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: pairs(([name, values]) => fc.tuple(fc.constant(name), fc.constantFrom(...values))),
    },
    pairs(([name]) => fc.tuple(fc.constant(name), fc.oneof(oddText, jsonValue))),
    pairs(([name]) => fc.tuple(fc.constantFrom(`${name}[]`, `${name}[__proto__]`, name), oddText)),
    fc.tuple(oddText, oddText),
  ),
  { maxLength: 6 },
)

/** JSON objects as text: names come more than once, and values are anything. */
export const jsonObjects: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...Object.keys(sensible)) }, oddKey),
      fc.oneof(jsonValue, fc.constantFrom('"new+clerk_test@example.com"', '"ann"', '["ann"]')),
    ),
    { maxLength: 5 },
  )
  .map((entries) => `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`)

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
