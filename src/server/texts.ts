import type { VerdictCode } from './verdicts'

const because = (reason: string) => (reason ? ` (${reason})` : '')

/** Production builds omit these: the docs' page on servers explains the codes. */
export const texts: Record<VerdictCode, (about: string, reason: string) => string> = {
  session_stale: (age, reason) =>
    `The session token${age ? ` is ${age} s old, and` : ' has to be renewed, but'} this request was not sent round to renew it${because(reason)}. getToken() in the browser renews it; then send the request again.`,
  keys_differ: (kid) =>
    `The token was signed by "${kid}", which is not among the keys of the secret key's instance. Copy both keys from one instance, then clear this host's cookies.`,
  clock_skew: (skew) =>
    `This server's clock is ${skew} Clerk's. In WSL run \`sudo hwclock -s\`, restart Docker Desktop, elsewhere set the time by NTP.`,
  cookies_blocked: () =>
    'Round trips brought cookies, none came back. Is the page in a cross-site iframe, on plain http with `Secure` cookies, or on another host name than `origins`?',
  cached_redirect: (time) =>
    `A cache answered with a redirect from ${time}. Keep this path out of it, or the presence of cookies in its key.`,
  backend_unreachable: (failure) =>
    `The Backend API cannot be reached: ${failure}. Nobody was signed out. Check secretKey and apiUrl; with jwtKey no key has to be fetched.`,
  handshake_empty: () =>
    "A round trip's nonce has been used already, e.g. by reloading an old address, or has expired. It was left out.",
  handshake_loop: (_, reason) =>
    `Three round trips changed nothing${because(reason)}. Do the browser and Clerk keep the cookies they are given, and are both keys of one instance?`,
  origin_unknown: (origin) =>
    `The request is for ${origin}, which is not among \`origins\`. Add it; behind a proxy that sets X-Forwarded-Host and -Proto, set \`trustForwarded\`.`,
  token_refused: (error, reason) =>
    `A token was refused for good: ${reason}${error && `, ${error}`}. There is nothing to renew. With token-invalid-authorized-parties, the app that it was made for is not among \`origins\`.`,
  page_cacheable: (page) =>
    `${page}, but the page knows who is there. It was sent with "private, no-store" instead. Read \`auth\` only where a page depends on it.`,
}
