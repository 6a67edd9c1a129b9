import type { Ambient } from '../../host/ambient'
import { cookieSuffix } from './cookieSuffix'

/** The suffixed and the plain name of a cookie. Clerk's servers read both; only the first is this instance's. */
export const twinNames = async (name: string, publishableKey: string): Promise<string[]> => {
  const suffix = await cookieSuffix(publishableKey)
  return suffix ? [`${name}_${suffix}`, name] : [name]
}

export const readCookie = ({ cookies }: Ambient, name: string): string | undefined =>
  new RegExp(`(?:^|; )${name}=([^;]+)`).exec(cookies?.cookie ?? '')?.[1]

/** @param age - default: a year. */
export function writeCookie(
  { cookies, page }: Ambient,
  name: string,
  value: string,
  age = '; Max-Age=31536000',
) {
  const secure = page?.url().startsWith('https:') ? '; Secure' : ''
  if (cookies) cookies.cookie = `${name}=${value}; Path=/${age}; SameSite=Lax${secure}`
}
