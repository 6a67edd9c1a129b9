import type { BrowserContext, Page } from 'playwright'

/** What a page showed at one time: the text of its status lines, by name. */
export type Shown = Readonly<Record<string, string>>

declare global {
  var shownSoFar: Record<string, string>[]
}

/**
 * Notes everything that the pages of a browser show, from the moment they load: after each change of the
 * document, so before it is painted. What never was in the document never was on the screen.
 */
export async function keepHistory(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    globalThis.shownSoFar = []
    const look = () => {
      const lines = [...document.querySelectorAll('output')]
      const shown = Object.fromEntries(lines.map((line) => [line.ariaLabel ?? '', line.textContent]))
      const before = globalThis.shownSoFar.at(-1)
      if (lines.length > 0 && JSON.stringify(shown) !== JSON.stringify(before))
        globalThis.shownSoFar.push(shown)
    }
    new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true })
  })
}

/** What a page has shown since it was loaded, or since its history was forgotten. */
export const historyOf = (page: Page): Promise<readonly Shown[]> => page.evaluate(() => globalThis.shownSoFar)

/** Forgets all but what is shown now. */
export const forgetHistory = (page: Page): Promise<void> =>
  page.evaluate(() => void globalThis.shownSoFar.splice(0, globalThis.shownSoFar.length - 1))

/** The values that some of the lines had, one after the other; only changes count. */
export function course(history: readonly Shown[], ...names: string[]): string[] {
  const values = history.map((shown) => names.map((name) => shown[name] ?? '').join(' '))
  return values.filter((value, at) => value !== values[at - 1])
}
