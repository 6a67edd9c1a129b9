import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'

/** In PEM, as `node:https` takes them. */
export interface Certificate {
  key: string
  cert: string
}

/**
 * Makes a certificate for this machine that nobody has signed, good for a year. The packages that could make one bring
 * twenty others with them; it takes one key, one algorithm and a few names (RFC 5280, section 4.1).
 */
export function selfSigned(host = 'localhost'): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const hosts = [...new Set(['localhost', '127.0.0.1', '::1', host])]
  const algorithm = der(0x30, oids.ecdsaWithSha256)
  const name = der(0x30, der(0x31, der(0x30, oids.commonName, der(0x0c, Buffer.from('Frontdesk')))))
  const alternatives = der(0x30, oids.subjectAltName, der(0x04, der(0x30, ...hosts.map(generalName))))
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    // Browsers refuse a second certificate of the same name and number.
    der(0x02, Buffer.from([1]), randomBytes(8)),
    algorithm,
    name,
    der(0x30, time(Date.now() - day), time(Date.now() + 365 * day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, alternatives)),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const base64 = der(0x30, body, algorithm, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

const day = 86_400_000

const oids = {
  ecdsaWithSha256: Buffer.from('06082a8648ce3d040302', 'hex'),
  commonName: Buffer.from('0603550403', 'hex'),
  subjectAltName: Buffer.from('0603551d11', 'hex'),
}

function time(ms: number): Buffer {
  return der(0x17, Buffer.from(new Date(ms).toISOString().replace(/^..|[-:T]|\.\d+/g, '')))
}

function generalName(host: string): Buffer {
  return isIP(host) === 0 ? der(0x82, Buffer.from(host)) : der(0x87, addressBytes(host))
}

/** An IP address as the bytes that it stands for. */
function addressBytes(address: string): Uint8Array {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.'), Number)
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const start = groups(head)
  const end = groups(tail)
  const all = [...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end]
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]))
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}

/** One element of DER. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
