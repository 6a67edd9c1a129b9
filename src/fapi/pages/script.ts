/**
 * The text of a script for a page: there `main` is called with what `tools` makes, and with what each of `parts`
 * makes of that. They are ordinary functions, so that the compiler checks them and whoever bundles this shrinks
 * them, but they run far from this module: they see their parameters and the page, nothing else.
 */
export function scriptOf<Tools, const Parts extends readonly ((tools: Tools) => unknown)[]>(
  tools: () => Tools,
  main: (tools: Tools, ...made: { [Index in keyof Parts]: ReturnType<Parts[Index]> }) => void,
  ...parts: Parts
): string {
  const made = parts.map((part) => `,(${part})(tools)`).join('')
  // Some bundlers wrap functions in a helper of theirs to keep their names; the page has none.
  return `const __name=(f)=>f,tools=(${tools})();(${main})(tools${made})`
}
