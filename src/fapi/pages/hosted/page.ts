import { html } from 'hono/html'
import { dom } from '../dom'
import { scriptOf } from '../script'
import { fapi } from './fapi'
import { forms } from './forms'
import { hosted } from './hosted'
import { hostedStyle } from './style'

/** What a hosted page is told by the server, in `<body data-…>`. */
export interface HostedConfig {
  mode: 'sign-in' | 'sign-up'
  /** Where to go afterwards: checked. */
  redirectUrl: string | undefined
  /** The names of the dev browser's cookie; none with a live key. */
  cookies: readonly string[]
}

const script = scriptOf(dom, hosted, fapi, forms)

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
<p class="foot hint">A development box: no real account, no real e-mail. Who can sign in, and each code sent, shows in its <a href="./" target="_blank">inspector</a>.</p>`,
  }
}
