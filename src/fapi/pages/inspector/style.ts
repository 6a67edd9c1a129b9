/** What only the inspector looks like. */
export const inspectorStyle = `
body { max-width: 1440px; margin: auto; padding: 24px clamp(12px, 3vw, 40px) 72px; }
[hidden] { display: none !important; }
#main, .column { display: grid; grid-template-columns: minmax(0, 1fr); gap: 20px; align-items: start; }
h1, .row { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 8px; }
.lead { margin: 12px 0 24px; color: var(--muted); font-size: 16px; }
.card > .hint { margin: 2px 0 14px; }
.push { margin-left: auto; }
li + li { margin-top: 10px; border-top: 1px solid var(--line); padding-top: 10px; }
ul:not(:empty) + .empty, table:has(td) + .empty { display: none; }
li ul, pre { margin: 8px 0; border-radius: 8px; padding: 10px 12px; background: var(--paper); }
pre { overflow: auto; overflow-wrap: anywhere; white-space: pre-wrap; }
.row pre { flex: 100%; }
.row + .row { margin-top: 6px; }
:target { outline: 2px solid var(--brass); outline-offset: 4px; border-radius: 8px; }
.scroll { height: 396px; overflow: auto; }
table { width: 100%; border-spacing: 0; }
th { position: sticky; top: 0; background: var(--card); color: var(--muted); text-align: start; }
th, td { border-bottom: 1px solid var(--line); padding: 5px 10px 5px 0; vertical-align: baseline; white-space: nowrap; }
.path { width: 99%; overflow-wrap: anywhere; white-space: normal; }
form { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); align-items: end; gap: 10px; margin-bottom: 16px; }
#unlock { grid-template-columns: 1fr auto; }
form .all { grid-column: 1 / -1; }
form:not(:has([value="status"]:checked, [value="body"]:checked)) .status, form:not(:has([value="status"]:checked)) .retryAfter, form:not(:has([value="body"]:checked)) .body, form:not(:has([value="redirect"]:checked)) .location { display: none; }
#webhooks { max-height: 520px; overflow: auto; }
#webhooks pre { max-height: 280px; }
.url { overflow-wrap: anywhere; }
.big { font: 600 22px ui-monospace, monospace; }
.big + .hint { line-height: 3; }
#link { padding: 4px 12px; }
#said { position: fixed; bottom: 16px; border-radius: 10px; padding: 10px 16px; background: var(--ink); color: var(--paper); }
#said:empty { display: none; }
@media (min-width: 981px) { #main { grid-template-columns: minmax(0, 1.75fr) minmax(0, 1fr); } }
@media (max-width: 620px) {
  .card { padding: 16px; }
  thead, td:is(:nth-child(1), :nth-child(5), :nth-child(6)) { display: none; }
  tr { display: grid; grid-template-columns: 66px 1fr auto; border-bottom: 1px solid var(--line); }
  td { border: 0; }
  td:nth-child(7) { grid-column: 2; padding-top: 0; }
  .path { width: auto; }
}
`
