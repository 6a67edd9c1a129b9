/** What only the hosted pages look like. */
export const hostedStyle = `
body { padding: 0 16px 32px; }
h1:focus { outline: none; }
form { display: grid; gap: 12px; }
main :is(input, button) { min-height: 42px; font-size: 16px; }
input:read-only { border-color: transparent; }
p:empty { display: none; }
.check { display: flex; align-items: center; gap: 8px; }
main .check input { min-height: 20px; width: 20px; }
.foot { max-width: 420px; margin: auto; padding: 0 20px; }
`
