import { dom } from '../dom'
import { html } from '../html'
import { scriptOf } from '../script'
import { fapi } from './fapi'
import { flow } from './flow'
import { forms } from './forms'
import { hosted } from './hosted'
import { signInScreens } from './signIn'
import { signUpScreens } from './signUp'
import { hostedStyle } from './style'

/** What a hosted page is told by the server, in `<body data-…>`. */
export interface HostedConfig {
  mode: 'sign-in' | 'sign-up'
  /** Where to go afterwards: checked. */
  redirectUrl: string | undefined
  /** The names of the dev browser's cookie; none with a live key. */
  cookies: readonly string[]
  /** What a sign-in begins with, in words. */
  identifier: string
  signUpMode: string
  /** What passes for a captcha, where one is wanted. */
  captcha: string | undefined
  signUpFields: readonly { name: string; required: boolean }[]
  /** The strategies that prove an address. */
  emailWays: readonly string[]
  providers: readonly { strategy: string; name: string }[]
  /** Whether passkeys may be used at this address. */
  hasPasskeys: boolean
}

const script = scriptOf(dom, hosted, fapi, forms, flow, signInScreens, signUpScreens)

export function hostedPage(config: HostedConfig) {
  const title = config.mode === 'sign-in' ? 'Sign in' : 'Sign up'
  return {
    title: `${title} · Frontdesk`,
    style: hostedStyle,
    script,
    // By the referrer an app knows who comes back from here.
    isNamed: true,
    body: html`<main class="card narrow" id="main" data-config="${JSON.stringify(config)}">
<noscript>This page needs JavaScript.</noscript></main>
<footer class="foot hint">A development box: no real account, no real e-mail. Who can sign in, and each code sent, shows in its inspector, at the address that it printed.</footer>`,
  }
}
