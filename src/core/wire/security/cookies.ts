import type { Ambient } from '../../host/ambient'
import { cookieSuffix } from './cookieSuffix'

/** The suffixed and the plain name of a cookie. Clerk's servers read both; only the first is this instance's. */
export const twinNames = async (name: string, publishableKey: string): Promise<string[]> => {
  const suffix = await cookieSuffix(publishableKey)
  return suffix ? [`${name}_${suffix}`, name] : [name]
}

// In a sandboxed frame reading and writing throw. Own `try`s: an import would split the app into more files.
export function attempt<T>(task: () => T): T | undefined {
  try {
    return task()
  } catch {
    return undefined
  }
}

/** All values, as a parent domain may have a cookie of the same name. */
export const readCookies = ({ cookies }: Ambient, name: string): string[] =>
  (attempt(() => cookies?.cookie) ?? '')
    .split('; ')
    .flatMap((pair) => (pair.startsWith(`${name}=`) && pair.slice(name.length + 1)) || [])

export const readCookie = (ambient: Ambient, name: string): string | undefined =>
  readCookies(ambient, name)[0]

/** @param age - default: a year. */
export function writeCookie(ambient: Ambient, name: string, value: string, age = '; Max-Age=31536000') {
  const secure = ambient.page?.url().startsWith('https:') ? '; Secure' : ''
  const write = (attributes: string) =>
    attempt(() => {
      ambient.cookies!.cookie = `${name}=${value}; Path=/${age}; SameSite=${attributes}`
    })
  write(`Lax${secure}`)
  // Browsers refuse that in a frame of another site.
  const values = readCookies(ambient, name)
  if (value ? !values.includes(value) : values[0]) write('None; Secure; Partitioned')
}
