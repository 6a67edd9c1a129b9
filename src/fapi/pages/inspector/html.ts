import { type Html, html } from '../html'

const card = (id: string, title: string, hint: string, content: Html, action?: Html) => html`
<section class="card" aria-labelledby="${id}-title">
<div class="row"><h2 id="${id}-title">${title}</h2>${action}</div>
<p class="hint">${hint}</p>
${content}
</section>`

const list = (id: string, empty: string | Html) =>
  html`<ul id="${id}"></ul><p class="empty">${empty}</p><p id="${id}-hidden" class="hint" hidden></p>`

const lines = (name: string) => html`<pre id="${name}"> \n </pre>
<button data-copy="${name}" aria-label="Copy: ${name}">Copy</button>`

const number = (name: string, label: string, more: Html) =>
  html`<label class="${name}">${label}<input name="${name}" type="number" ${more}></label>`

const move = (ms: number, text: string) =>
  html`<button data-action="advanceClock" data-ms="${ms}">${text}</button>`

/** What the inspector shows before it knows anything: every card has its place, so that little moves later. */
export const inspectorBody = html`
<header>
<h1><svg viewBox="0 0 32 32" width="34" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#0e4d40"/><path d="M16 8v3M7 21a9 9 0 0 1 18 0zM6 24h20" fill="#e3b864" stroke="#e3b864"/></svg> Frontdesk <span id="link" class="badge push" role="status">Connecting</span></h1>
<p class="lead">A Clerk Frontend API of your own, for development. What your app asks for shows here as it happens, and each button changes what it gets next.</p>
</header>
<noscript>This page needs JavaScript.</noscript>
<main>
<form id="unlock" class="card" hidden>
<p class="all">This box is controlled with a secret. It is in the address of the inspector that the command printed when the box started: open that, or paste it here. This page forgets it when it is reloaded.</p>
<label>Control secret<input id="secret" type="password" autocomplete="off" required></label>
<button class="primary">Open</button>
</form>
<div id="main" tabindex="-1" hidden>
<div class="column">
${card(
  'requests',
  'Requests',
  'What your apps ask for, the newest first.',
  html`<div class="scroll" tabindex="0" role="group" aria-labelledby="requests-title"><table>
<thead><tr><th>Time<th>Method<th>Path<th>Status<th>Took<th>Scheme<th>Client</thead><tbody id="requests"></tbody>
</table><p class="empty">No request yet. Put the lines under “Connect your app” into its environment file and open it.</p></div>`,
  html`<button class="quiet push" data-action="clearLog">Clear</button>`,
)}
${card(
  'clients',
  'Clients',
  'A client is one browser or device; it holds a session for each account signed in there.',
  list('clients', html`No client yet: open your app, or <a href="sign-in">sign in on the hosted page</a>.`),
)}
${card('users', 'Users', 'Who can sign in. A lock keeps the user from signing in, a ban ends their sessions, too.', list('users', html`Nobody yet: <a href="sign-up">sign up</a>.`))}
</div>
<div class="column">
${card(
  'connect',
  'Connect your app',
  'For its environment file, prefixed as its bundler wants it: VITE_, NEXT_PUBLIC_, …',
  html`${lines('app')}
<p class="hint"><br>For its server, if it has one:</p>
${lines('server')} <button id="reveal" aria-expanded="false">Show the keys</button>
<p class="hint"><br>No forms of its own? Link to <a href="sign-in">/sign-in?redirect_url=…</a></p>`,
)}
${card(
  'clock',
  'Clock',
  'The box’s own time. Tokens live for a minute, sessions for a week: move it to see them run out.',
  html`<p><span id="now" class="big">--:--:--</span> <span id="ahead" class="hint"></span></p>
<p class="row">${move(60_000, '+1 min')}${move(3_600_000, '+1 h')}${move(604_800_000, '+7 d')}<button data-action="resetClock">Back to now</button></p>`,
)}
${card(
  'faults',
  'Faults',
  'Let requests fail, to see what your app does then. In a path, * is any one part.',
  html`<form id="fault">
<label>Method<select name="method"><option value="">any<option>GET<option>POST<option>PUT<option>PATCH<option>DELETE</select></label>
<label>Path<input name="path" placeholder="every path"></label>
<label class="all">What happens<select name="kind"><option value="status">It gets an error<option value="body">It gets another answer<option value="redirect">It is sent elsewhere<option value="cut">The connection breaks<option value="delay">It only takes longer</select></label>
<label class="body all">Body<input name="body" placeholder="&lt;h1>Bad gateway&lt;/h1>"></label>
<label class="location all">Location<input name="location" placeholder="https://elsewhere.example/"></label>
${number('status', 'Status', html`min="200" max="599" value="500" required`)}
${number('retryAfter', 'Retry-After, s', html`min="0"`)}
${number('delay', 'Delay, ms', html`min="0"`)}
${number('times', 'Times', html`min="1" placeholder="no limit"`)}
<button class="primary all">Inject</button>
</form>${list('active', 'None: every request gets its true answer.')}`,
)}
${card('emails', 'E-mails and texts', 'Nothing is really sent: this is where codes and links arrive.', list('mails', 'None yet: sign up, or sign in with a code.'))}
${card('webhooks-card', 'Webhooks', 'What your app is told of, the newest first. Sent again, each keeps its id.', html`<ul id="webhooks"></ul><p class="empty" id="webhooks-none"></p>`)}
${card('browsers', 'Dev browsers', 'In development a token stands for the browser.', list('browsers', 'None yet: your app gets one when it starts. With a live key there are none.'))}
</div>
</div>
</main>
<output id="said"></output>
`
