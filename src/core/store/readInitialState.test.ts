// @ts-expect-error -- it brings no types.
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { signedOutState } from '../../../test/support/initialState'
import { readInitialState } from './readInitialState'

const read = (html: string) => readInitialState(new JSDOM(html).window.document)
const script = (text: string) => `<script type="application/json" id="frontdesk">${text}</script>`

test('behavior: reads what the server has left in the page', () => {
  expect(read(`<p>…</p>${script(JSON.stringify(signedOutState))}`)).toEqual(signedOutState)
})

test('behavior: reads what is escaped so that it ends no script', () => {
  const state = {
    ...{
      v: 1,
      status: 'signed-in',
      sessionId: 'sess_1',
      userId: 'user_1',
      organizationId: null,
      actor: null,
    },
    ...{ claims: { note: '</script><!--\u2028' }, iat: 1, exp: 2 },
  }
  const text = JSON.stringify(state).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028')
  expect(read(script(text))).toEqual(state)
})

describe('bad input', () => {
  const state = JSON.stringify(signedOutState)
  test.each([
    ['no script', ''],
    ['an empty one', script('')],
    ['one that is no JSON', script('{v:1')],
    ['one of another version', script('{"v":2,"status":"signed-out"}')],
    ['null', script('null')],
    ['another element with the id', `<p id="frontdesk">${state}</p>`],
    ['a script that runs', `<script id="frontdesk">${state}</script>`],
  ])('behavior: %s is no state', (_, html) => {
    expect(read(html)).toBe(undefined)
  })

  test('behavior: an element with the id that comes first hides nothing', () => {
    expect(read(`<p id="frontdesk">…</p>${script(state)}`)).toEqual(signedOutState)
  })
})
