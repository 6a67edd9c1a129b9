import { escaped, verdictHeader } from './answers'
import type { Facts } from './facts'
import type { Round } from './rounds'
import type { Verdict } from './verdicts'

interface Report {
  readonly facts: Facts
  readonly verdict: Verdict
  readonly rounds: readonly Round[]
  /** The address that takes Clerk's cookies away. */
  readonly clearing: string
}

/** What is shown in development instead of a page that would be sent round for ever. Production builds omit it. */
export function devPage(report: Report): Response {
  return new Response(write(report), {
    status: 500,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'referrer-policy': 'no-referrer',
      [verdictHeader]: report.verdict.code,
    },
  })
}

function write({ facts, verdict, rounds, clearing }: Report): string {
  const { url, cookies } = facts
  const names = [
    '__session',
    '__client_uat',
    '__clerk_db_jwt',
    '__refresh',
    '__clerk_handshake',
    '__clerk_handshake_nonce',
  ]
  const present = [...new Set([...names, ...cookies.keys()])]
    .sort()
    .map((name) => [name, cookies.has(name)] as const)
  const report = [
    `Frontdesk: ${verdict.code}`,
    verdict.message,
    `Address: ${url.origin}${url.pathname}`,
    ...rounds.map(({ seconds, reason }) => `${timeOf(seconds)} sent round: ${reason}`),
    `${timeOf(Date.now() / 1000)} given up: ${verdict.reason}`,
    ...present.map(([name, isThere]) => `${name}: ${isThere ? 'present' : 'absent'}`),
  ].join('\n')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(verdict.code)} · Frontdesk</title>
<style>
body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif }
code, textarea, td { font: .875rem/1.5 ui-monospace, monospace }
td { padding-right: 1.5rem }
textarea { width: 100%; height: 12rem }
a { display: inline-block; padding: .5rem 1rem; border: 1px solid; border-radius: .25rem }
</style>
<h1>This page cannot tell who is there</h1>
<p><code>${escaped(verdict.code)}</code></p>
<p>${escaped(verdict.message)}</p>
<h2>Round trips</h2>
<table>${rounds.map(({ seconds, reason }) => `<tr><td>${timeOf(seconds)}<td>${escaped(reason)}`).join('')}</table>
<h2>Clerk's cookies of this host</h2>
<table>${present.map(([name, isThere]) => `<tr><td>${escaped(name)}<td>${isThere ? 'present' : 'absent'}`).join('')}</table>
<p><a href="${escaped(clearing)}">Remove these cookies and try again</a></p>
<h2>Report, to copy</h2>
<textarea readonly aria-label="Report">${escaped(report)}</textarea>
</html>`
}

const timeOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 19)
