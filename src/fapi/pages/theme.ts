/** What all pages look like, by day and by night. */
export const theme = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f6f3ec, #12150f);
  --card: light-dark(#fffefb, #1a1e17);
  --line: light-dark(#e3ddcf, #2e342a);
  --strong: light-dark(#8d8672, #6d7565);
  --ink: light-dark(#1d211b, #ecebe2);
  --muted: light-dark(#5d6055, #a3a899);
  --accent: light-dark(#0e5a49, #74d1b3);
  --brass: light-dark(#835711, #e6bd6c);
  --danger: light-dark(#a4262c, #ff9d94);
}
* { box-sizing: border-box; margin: 0; padding: 0; }
body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1, h2 { font: 600 20px/1.2 Georgia, serif; }
h1 { font-size: 26px; }
ul { list-style: none; }
code, pre, table { font: 12.5px/1.6 ui-monospace, monospace; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.card { border: 1px solid var(--line); border-radius: 14px; padding: 20px; background: var(--card); }
.narrow { display: grid; gap: 16px; max-width: 420px; margin: 12vh auto 16px; }
.hint, .empty, label { color: var(--muted); font-size: 13.5px; }
button, input, select { min-width: 0; min-height: 34px; border: 1px solid var(--strong); border-radius: 8px; padding: 0 12px; background: var(--card); color: inherit; font: inherit; font-size: 14px; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
[aria-disabled] { opacity: 0.6; }
.primary { border-color: var(--accent); background: var(--accent); color: var(--card); }
.primary:hover { color: var(--card); filter: brightness(1.1); }
.quiet { min-height: 28px; padding: 0 8px; color: var(--muted); }
label { display: grid; gap: 4px; }
input, select { background: var(--paper); color: var(--ink); }
[aria-invalid] { border-color: var(--danger); }
.error, .bad { color: var(--danger); }
.good { color: var(--accent); }
.warn { color: var(--brass); }
.badge { border-radius: 99px; padding: 1px 9px; background: color-mix(in srgb, currentColor 12%, transparent); font: 600 12px/1.6 system-ui, sans-serif; }
`
