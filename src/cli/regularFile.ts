import { constants, type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What stands at a path is no regular file, e.g. a pipe, which would keep its reader waiting for ever. */
export class NotRegular extends Error {
  override readonly name = 'NotRegular'
}

// Windows has neither, and none of what they are for.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY, O_RDWR, O_CREAT } = constants

/** Reads a regular file as text; follows no link. @throws NotRegular @throws what the system says, e.g. `ENOENT` */
export async function readRegular(path: string): Promise<string> {
  const handle = await openRegular(path, 'read')
  try {
    return await handle.readFile('utf8')
  } finally {
    await handle.close()
  }
}

/** Opens a regular file; follows no link. To write it is made, for its owner alone. @throws as `readRegular()` */
export async function openRegular(path: string, way: 'read' | 'write'): Promise<FileHandle> {
  const flags = way === 'read' ? O_RDONLY : O_RDWR | O_CREAT
  const handle = await open(path, flags | O_NONBLOCK | O_NOFOLLOW, 0o600).catch((error) => {
    throw error.code === 'ELOOP' ? new NotRegular('is a link') : error
  })
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  throw new NotRegular('is no regular file')
}

/** Replaces a file so that at any moment it is whole, old or new, and once this returns, new even after a power cut. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.tmp`
  await rm(temporary, { force: true })
  // `wx` follows no link that somebody put there.
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
  await syncDirectory(dirname(file))
}

/** Makes sure that names in a folder last, even through a power cut. Windows has no such thing, and needs none. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path)
  await handle.sync().finally(() => handle.close())
}
