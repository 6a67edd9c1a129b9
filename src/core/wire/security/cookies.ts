import type { Ambient } from '../../host/ambient'
import { cookieSuffix } from './cookieSuffix'

/** The two names of one of Clerk's cookies, that of this instance alone first: Clerk's servers read both. */
export const twinNames = async (name: string, publishableKey: string): Promise<string[]> => {
  const suffix = await cookieSuffix(publishableKey)
  return suffix ? [`${name}_${suffix}`, name] : [name]
}

/** The value of a cookie that scripts of this page see. */
export const readCookie = ({ cookies }: Ambient, name: string): string | undefined =>
  new RegExp(`(?:^|; )${name}=([^;]+)`).exec(cookies?.cookie ?? '')?.[1]

/** Sets a cookie of the page's own host. @param age - default: a year. */
export function writeCookie(
  { cookies, page }: Ambient,
  name: string,
  value: string,
  age = '; Max-Age=31536000',
) {
  const secure = page?.url().startsWith('https:') ? '; Secure' : ''
  if (cookies) cookies.cookie = `${name}=${value}; Path=/${age}; SameSite=Lax${secure}`
}
