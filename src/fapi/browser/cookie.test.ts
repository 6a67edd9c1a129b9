import { describe, expect, test } from 'vitest'
import { cookieFits, parseCookie } from './cookie'

const https = new URL('https://clerk.app.example/v1/client')
const local = new URL('http://localhost:4400/v1/client')

describe('parseCookie', () => {
  test('default: belongs to the host and lasts as long as the browser', () => {
    expect(parseCookie(https, 'a=b=c', 0)).toEqual({
      name: 'a',
      value: 'b=c',
      domain: 'clerk.app.example',
      hostOnly: true,
      path: '/v1',
      secure: false,
      httpOnly: false,
      sameSite: 'lax',
      expires: undefined,
    })
  })

  test('parameters: attributes in any case; Max-Age wins over Expires', () => {
    const line =
      'a=b; domain=.App.example; PATH=/x; HttpOnly; secure; max-age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax'
    expect(parseCookie(https, line, 1000)).toMatchObject({
      domain: 'app.example',
      hostOnly: false,
      path: '/x',
      httpOnly: true,
      secure: true,
      expires: 11_000,
    })
    expect(parseCookie(https, 'a=b; Expires=Thu, 01 Jan 1970 00:00:09 GMT', 0)?.expires).toBe(9000)
    expect(parseCookie(https, 'a=b; Max-Age=soon; Expires=never; Path=x', 0)).toMatchObject({
      expires: undefined,
      path: '/v1',
    })
  })

  test.each([
    ['SameSite=Strict', 'strict'],
    ['samesite=lax', 'lax'],
    ['SameSite=None; Secure', 'none'],
    ['SameSite=whatever', 'lax'],
  ])('parameters: %s is %s', (attribute, sameSite) => {
    expect(parseCookie(https, `a=b; ${attribute}`, 0)?.sameSite).toBe(sameSite)
  })

  test('error: a browser refuses foreign domains, Secure over plain http, and no name', () => {
    expect(parseCookie(https, 'a=b; Domain=other.example', 0)).toBeUndefined()
    expect(parseCookie(https, 'a=b; Domain=lerk.app.example', 0)).toBeUndefined()
    expect(parseCookie(new URL('http://app.example'), 'a=b; Secure', 0)).toBeUndefined()
    expect(parseCookie(local, 'a=b; Secure', 0)?.secure).toBe(true)
    expect(parseCookie(https, 'a=b; SameSite=None', 0)).toBeUndefined()
    expect(parseCookie(https, '=b', 0)).toBeUndefined()
    expect(parseCookie(https, '', 0)).toBeUndefined()
  })
})

test.each([
  ['a=b; Path=/', 'https://clerk.app.example/', true],
  ['a=b; Path=/', 'https://app.example/', false],
  ['a=b; Path=/; Domain=app.example', 'https://app.example/', true],
  ['a=b; Path=/; Domain=app.example', 'https://www.app.example/x', true],
  ['a=b; Path=/; Domain=app.example', 'https://myapp.example/', false],
  ['a=b; Path=/x', 'https://clerk.app.example/x/y', true],
  ['a=b; Path=/x', 'https://clerk.app.example/xy', false],
  ['a=b; Path=/; Secure', 'http://clerk.app.example/', false],
])('cookieFits: "%s" for %s is %s', (line, url, expected) => {
  expect(cookieFits(parseCookie(https, line, 0)!, new URL(url))).toBe(expected)
})

test('cookieFits: ports do not matter', () => {
  expect(cookieFits(parseCookie(local, 'a=b; Path=/', 0)!, new URL('http://localhost:3000/'))).toBe(true)
})
