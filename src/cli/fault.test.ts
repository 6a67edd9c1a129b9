import { expect, test } from 'vitest'
import { parseFault } from './fault'

test.each([
  ['status=500', { status: 500 }],
  [
    'POST /v1/client/sign_ins status=500 times=2 delay=300',
    { method: 'POST', path: '/v1/client/sign_ins', status: 500, times: 2, delay: 300 },
  ],
  ['/v1/client cut', { path: '/v1/client', cut: true }],
  ['  DELETE   delay=0 ', { method: 'DELETE', delay: 0 }],
  ['retry-after=3', { retryAfter: 3 }],
  ['location=http://a.test/?b=c', { status: 307, headers: { location: 'http://a.test/?b=c' } }],
  ['status=303 location=/a', { status: 303, headers: { location: '/a' } }],
  ['location=/a status=303', { status: 303, headers: { location: '/a' } }],
  ['body=<html></html> status=502', { status: 502, body: '<html></html>' }],
])('default: %s', (text, fault) => {
  expect(parseFault(text)).toEqual(fault)
})

test.each([
  ['', 'it says nothing to do'],
  ['GET /v1/client', 'it says nothing to do'],
  ['times=2', 'it says nothing to do'],
  ['status=teapot', 'status cannot be "teapot"'],
  ['status=99', 'status cannot be "99"'],
  ['status=', 'status cannot be ""'],
  ['times=0 cut', 'times cannot be "0"'],
  ['delay=-1', 'delay cannot be "-1"'],
  ['status=204 body=x', 'an answer with status 204 has none'],
  ['cut=1', '"cut=1" is none of cut, status=…, times=…, delay=…, retry-after=…, location=…, body=…'],
  ['statsu=500', '"statsu=500" is none of'],
  ['constructor=1', '"constructor=1" is none of'],
  ['status=500 /v1/client', '"/v1/client" is none of'],
])('error: %j', (text, reason) => {
  expect(() => parseFault(text)).toThrow(`--fault: "${text}": `)
  expect(() => parseFault(text)).toThrow(reason)
})
