import { expect, test } from 'vitest'
import { isSameSite } from './site'

test.each([
  ['https://app.example/', 'https://clerk.app.example/v1', true],
  ['https://a.app.example/', 'https://b.app.example/', true],
  ['https://app.example/', 'https://app.example:8443/', true],
  ['http://localhost:3000/', 'http://localhost:4400/', true],
  ['http://127.0.0.1:3000/', 'http://127.0.0.1:4400/', true],
  ['http://[::1]:3000/', 'http://[::1]:4400/', true],
  ['https://app.example/', 'http://app.example/', false],
  ['https://app.example/', 'https://other.example/', false],
  ['https://app.example/', 'https://myapp.example/', false],
  ['http://localhost:3000/', 'http://127.0.0.1:3000/', false],
  ['http://localhost:3000/', 'http://app.localhost:3000/', false],
  ['http://127.0.0.1/', 'http://10.0.0.1/', false],
  ['http://localhost:3000/', 'https://clerk.frontdesk.example/', false],
])('%s and %s are of one site: %s', (a, b, expected) => {
  expect(isSameSite(new URL(a), new URL(b))).toBe(expected)
  expect(isSameSite(new URL(b), new URL(a))).toBe(expected)
})
