import { afterEach, expect, test, vi } from 'vitest'
import { createJar } from './jar'

const url = new URL('http://localhost:4400/v1/client')
const page = new URL('http://localhost:3000/')

afterEach(() => vi.useRealTimers())

test('default: the longer path comes first, a name again replaces', () => {
  const jar = createJar(false)
  jar.store(url, 'a=1; Path=/')
  jar.store(url, 'a=2; Path=/v1')
  jar.store(url, 'a=3; Path=/')
  expect(jar.header(url)).toBe('a=2; a=3')
  expect(jar.read(page)).toBe('a=3')
})

test('behavior: of two with one name the older comes first, also after it was replaced', () => {
  const jar = createJar(false)
  const sub = new URL('https://www.app.example/')
  jar.store(sub, 'a=own')
  jar.store(sub, 'a=shared; Domain=app.example')
  jar.store(sub, 'b=1')
  jar.store(sub, 'a=new')
  expect(jar.header(sub)).toBe('a=new; a=shared; b=1')
  jar.store(sub, 'a=; Max-Age=0')
  jar.store(sub, 'a=late')
  expect(jar.header(sub)).toBe('a=shared; b=1; a=late')
})

test('behavior: scripts neither see nor set nor replace HttpOnly cookies', () => {
  const jar = createJar(false)
  jar.store(url, 'secret=1; Path=/; HttpOnly')
  jar.write(page, 'secret=2; Path=/')
  jar.write(page, 'other=2; Path=/; HttpOnly')
  jar.write(page, 'open=3')
  expect(jar.read(page)).toBe('open=3')
  expect(jar.header(url)).toBe('secret=1; open=3')
})

test('behavior: what expired is gone, and an expiry in the past deletes', () => {
  vi.useFakeTimers({ now: 0 })
  const jar = createJar(false)
  jar.store(url, 'short=1; Path=/; Max-Age=10')
  jar.store(url, 'long=1; Path=/; Max-Age=100')
  vi.advanceTimersByTime(10_000)
  expect(jar.header(url)).toBe('long=1')
  jar.write(page, 'long=; Path=/; Max-Age=0')
  expect(jar.all).toEqual([])
})

test('parameters: blocked keeps nothing; clear empties', () => {
  const blocked = createJar(true)
  blocked.store(url, 'a=1; Path=/')
  blocked.write(page, 'a=1')
  expect(blocked.all).toEqual([])
  const jar = createJar(false)
  jar.store(url, 'a=1; Path=/')
  jar.clear()
  expect(jar.header(url)).toBe('')
})

test('behavior: a page of another site neither sends nor receives cookies that are not SameSite=None', () => {
  const fapi = new URL('https://clerk.app.example/v1')
  const jar = createJar(false)
  const lines = ['a=1; SameSite=Strict', 'b=1; SameSite=Lax', 'c=1', 'd=1; SameSite=None; Secure']
  for (const line of lines) jar.store(fapi, line, 'none')
  expect(jar.header(fapi)).toBe('d=1')
  for (const line of lines) jar.store(fapi, line)
  expect(jar.header(fapi)).toBe('d=1; a=1; b=1; c=1')
  expect(jar.header(fapi, 'none')).toBe('d=1')
  expect(jar.header(fapi, 'lax')).toBe('d=1; b=1; c=1')
})
