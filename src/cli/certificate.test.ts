import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { selfSigned } from './certificate'

const read = (host?: string) => new X509Certificate(selfSigned(host).cert)

test('default: it is good for a year, and for this machine by each of its names', () => {
  const certificate = read()
  expect(certificate.subject).toBe('CN=Frontdesk')
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(certificate.checkHost('localhost')).toBe('localhost')
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(certificate.checkIP('::1')).toBe('::1')
  expect(certificate.checkHost('example.com')).toBeUndefined()
  const days = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(365)
})

test.each(['192.168.1.20', 'fd00::1:2', 'fe80::', '::ffff:10.0.0.1'])(
  'parameters: it is good for %s, too',
  (host) => {
    expect(read(host).checkIP(host)).toBe(host)
  },
)

test('parameters: it is good for a name, too', () => {
  expect(read('box.local').checkHost('box.local')).toBe('box.local')
})

test('behavior: no two have one number', () => {
  expect(read().serialNumber).not.toBe(read().serialNumber)
})
