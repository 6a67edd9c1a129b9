import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { FapiContext } from '../http/env'
import { createIds } from '../ids'
import { type Html, html, raw } from './html'
import { theme } from './theme'

interface Page {
  title: string
  body: Html
  style?: string
  /** From `scriptOf`. */
  script?: string
  /** Where its forms lead, redirects included. Default: nowhere. */
  formAction?: string
  /** Whether the page that it leads to is told its origin. */
  isNamed?: boolean
}

/** Answers with a page that loads nothing from elsewhere, runs no script but its own, and is shown in no frame. */
export function answerPage(c: FapiContext, page: Page, status: ContentfulStatusCode = 200) {
  // Not from the box's own source: a seed must not make it known, nor be used up by looking at a page.
  const nonce = createIds().randomText(24)
  return c.html(render(page, nonce).markup, status, {
    'Content-Type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': page.isNamed ? 'strict-origin' : 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action ${page.formAction ?? "'none'"}; frame-ancestors 'none'`,
  })
}

/** A page that says why there is no other. */
export function answerProblem(c: FapiContext, status: ContentfulStatusCode, title: string, text: string) {
  const body = html`<main class="card narrow"><h1>${title}</h1><p>${text}</p></main>`
  return answerPage(c, { title, body }, status)
}

function render({ title, body, style = '', script = '' }: Page, nonce: string): Html {
  // Styles and scripts are the pages' own, and hold nothing from outside: what is escaped there stays so.
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style nonce="${nonce}">${raw(theme + style)}</style>
${body}
${raw(`<script nonce="${nonce}">${script}</script>`)}
</html>`
}
