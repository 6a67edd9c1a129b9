import { describe, expect, test } from 'vitest'
import type { Box } from '../box'
import { createClock } from '../clock'
import { createIds } from '../ids'
import { newTotpSecret, totpCode, totpStep, totpStepAt, totpUri } from './totp'

// What RFC 6238 takes for its own, in Base32: '12345678901234567890'.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

const boxAt = (seconds: number) => {
  const clock = createClock()
  clock.set(seconds * 1000)
  const options = { publishableKey: { host: 'box.example' } }
  return { clock, ids: createIds(), options } as unknown as Box
}

describe('totpCode', () => {
  // The last six of the eight digits in RFC 6238, appendix B.
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('default: at %d s it is %s', async (seconds, code) => {
    expect(await totpCode(secret, totpStepAt(seconds * 1000))).toBe(code)
  })
})

describe('totpStep', () => {
  test.each([
    ['now', 1111111111, 37037037],
    ['a step ago', 1111111141, 37037037],
    ['a step ahead', 1111111109, 37037037],
  ])('default: finds the step that showed the code: %s', async (_, seconds, step) => {
    expect(await totpStep(boxAt(seconds), secret, '050 471')).toBe(step)
  })

  test.each([
    ['two steps ago', '050471', 1111111171],
    ['another code', '050472', 1111111111],
    ['none', '', 1111111111],
  ])('default: finds none: %s', async (_, code, seconds) => {
    expect(await totpStep(boxAt(seconds), secret, code)).toBeUndefined()
  })
})

test('newTotpSecret: 160 bits in Base32, each time others', () => {
  const box = boxAt(0)
  const secrets = Array.from({ length: 20 }, () => newTotpSecret(box))
  for (const made of secrets) expect(made).toMatch(/^[A-Z2-7]{32}$/)
  expect(new Set(secrets).size).toBe(20)
})

test('totpUri: names the instance and the account', () => {
  expect(totpUri(boxAt(0), secret, 'ann+1@example.com')).toBe(
    `otpauth://totp/box.example:ann%2B1%40example.com?algorithm=SHA1&digits=6&issuer=box.example&period=30&secret=${secret}`,
  )
})
