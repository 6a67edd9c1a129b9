/**
 * Of one `<style>`. What the app's own styles say of elements and classes does not get in: `:not(#_)` counts more than
 * those, and all else is reverted first.
 */
export const styles = `
.frontdesk-devtools:not(#_) {
  all: revert;
  color-scheme: light dark;
  --ink: light-dark(#1d211b, #ecebe2);
  --muted: light-dark(#565a4f, #aab0a0);
  --paper: light-dark(#fffefb, #171b14);
  --inset: light-dark(#f1eee5, #22281f);
  --line: light-dark(#d8d2c3, #3a4235);
  --accent: light-dark(#0e5a49, #74d1b3);
  --on-accent: light-dark(#ffffff, #0b201a);
  --good: light-dark(#146341, #6fd49f);
  --warn: light-dark(#7d500b, #e6bd6c);
  --bad: light-dark(#a4262c, #ff9d94);
  color: var(--ink);
  font: 13px/1.45 system-ui, sans-serif;
  text-align: start;

  & * {
    all: revert;
    box-sizing: border-box;
    font: inherit;
    color: inherit;
  }

  & .panel, & .open {
    position: fixed;
    z-index: 99998;
    inset-inline-start: 0;
    inset-block-end: 0;
  }

  & .panel {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    inline-size: 100%;
    block-size: min(60vh, 520px);
    border-block-start: 2px solid var(--accent);
    background: var(--paper);
    box-shadow: 0 -8px 24px #0003;
  }

  & button, & select, & textarea {
    border: 1px solid var(--muted);
    border-radius: 6px;
    padding: 4px 10px;
    background: var(--paper);
    color: var(--ink);
  }

  & button {
    font-weight: 600;
    cursor: pointer;
  }

  & .open {
    margin: 10px;
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }

  & :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  & .scroll:focus-visible {
    outline-offset: -2px;
  }

  & header {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 10px;
    align-items: center;
    border-block-end: 1px solid var(--line);
    padding: 6px 12px;
    background: var(--inset);
  }

  & header p {
    flex: 1 1 140px;
    margin: 0;
    color: var(--muted);
  }

  & header textarea {
    flex: 1 0 100%;
    block-size: 90px;
    font: 12px/1.4 ui-monospace, Menlo, Consolas, monospace;
  }

  & h2 {
    margin: 0;
    font-size: 15px;
    font-weight: 700;
  }

  & h3 {
    margin: 14px 0 4px;
    font-weight: 700;
  }

  & h3:first-child {
    margin-block-start: 0;
  }

  & .columns {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    min-block-size: 0;
  }

  & .scroll {
    overflow: auto;
    min-block-size: 0;
    padding: 10px 12px;
    overflow-wrap: anywhere;
  }

  & .scroll + .scroll {
    border-inline-start: 1px solid var(--line);
  }

  & dl, & ul, & ol, & .scroll p {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  & dl > div {
    display: grid;
    grid-template-columns: 100px minmax(0, 1fr);
    gap: 8px;
  }

  & dl.answers > div {
    grid-template-columns: minmax(0, 1fr);
    gap: 0;
    border-block-end: 1px solid var(--line);
    padding-block: 4px;
  }

  & dt {
    color: var(--muted);
  }

  & dl.answers dt {
    color: var(--ink);
    font-weight: 600;
  }

  & dd {
    margin: 0;
  }

  & code {
    font: 12px/1.45 ui-monospace, Menlo, Consolas, monospace;
  }

  & small {
    color: var(--muted);
    font-size: 12px;
  }

  & strong {
    font-weight: 600;
  }

  & ul > li {
    border-block-end: 1px solid var(--line);
    padding-block: 4px;
  }

  & .bar {
    display: flex;
    gap: 8px;
    align-items: center;
    margin-block: 14px 4px;
  }

  & .bar h3 {
    flex: 1;
    margin: 0;
  }

  & ol > li {
    display: grid;
    border-inline-start: 3px solid var(--line);
    border-block-end: 1px solid var(--line);
    padding: 4px 8px;
  }

  & ol > li[data-kind="session"], & ol > li[data-kind="cache"] {
    border-inline-start-color: var(--accent);
    background: var(--inset);
  }

  & .outcome {
    color: var(--good);
  }

  & .outcome[data-failed="true"] {
    color: var(--bad);
  }

  & .status {
    color: var(--warn);
    font-weight: 600;
  }

  & .status:is([data-status="ready"], [data-status="signed-in"], [data-status="active"]) {
    color: var(--good);
  }

  & .status:is([data-status="error"], [data-status="signed-out"]) {
    color: var(--bad);
  }

  @media (max-width: 720px) {
    & .panel {
      block-size: min(75vh, 640px);
    }

    & .columns {
      display: block;
      overflow: auto;
    }

    & .scroll {
      overflow: visible;
    }

    & .scroll + .scroll {
      border-inline-start: 0;
      border-block-start: 1px solid var(--line);
    }
  }
}
`
