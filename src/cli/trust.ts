import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Certificate, selfSigned } from './certificate'

/** A certificate, and the file that lets others trust it. */
export interface Trust {
  certificate: Certificate
  /** In PEM, without its key. */
  file: string
  /** Removes the file. */
  forget(): Promise<void>
}

/** Makes a certificate for this machine and for a host, e.g. `'192.168.1.20'`. */
export async function createTrust(host: string): Promise<Trust> {
  const certificate = selfSigned(host)
  const folder = await mkdtemp(join(tmpdir(), 'frontdesk-'))
  const file = join(folder, 'certificate.pem')
  await writeFile(file, certificate.cert)
  return { certificate, file, forget: () => rm(folder, { recursive: true, force: true }) }
}
