import type { Page } from 'playwright'

/**
 * What people who use a keyboard or a screen reader would miss on the page as it is: fields and buttons without a name, or
 * with another one than can be read there,
 * descriptions that are not there, ids that are there twice, the focus on nothing, or on what cannot be seen.
 */
export function findBarriers(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const shown = (element: Element) => element.checkVisibility() && !element.closest('[aria-hidden="true"]')
    const describe = (element: Element) => element.outerHTML.slice(0, 120)
    const text = (ids: string | null) =>
      (ids ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
        .trim()
    const nameOf = (element: Element) => {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [element]
      const own = element.getAttribute('aria-label') ?? text(element.getAttribute('aria-labelledby'))
      return (
        own ||
        labels
          .map((label) => label.textContent)
          .join(' ')
          .trim()
      )
    }

    for (const element of document.querySelectorAll('input, button, a, summary, [role="treeitem"]'))
      if (shown(element) && !nameOf(element)) found.push(`no name: ${describe(element)}`)
    // Who speaks to the page says what they read.
    for (const element of document.querySelectorAll<HTMLElement>('button[aria-label], a[aria-label]'))
      if (shown(element) && !element.ariaLabel!.startsWith(element.innerText))
        found.push(`another name than text: ${describe(element)}`)
    for (const element of document.querySelectorAll('[aria-describedby]'))
      if (!text(element.getAttribute('aria-describedby'))) found.push(`no description: ${describe(element)}`)
    for (const element of document.querySelectorAll('[aria-invalid="true"]'))
      if (!element.hasAttribute('aria-describedby')) found.push(`no reason: ${describe(element)}`)
    for (const element of document.querySelectorAll('section, form, ul[aria-label]'))
      if (!nameOf(element)) found.push(`no name: ${describe(element)}`)
    const fields = 'input[name="code"], input[type="password"], input[name="identifier"]'
    for (const element of document.querySelectorAll(fields))
      if (!element.getAttribute('autocomplete')) found.push(`nothing to complete by: ${describe(element)}`)
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push(`id twice: ${id}`)
    const { activeElement } = document
    if (!activeElement || activeElement === document.body) found.push('the focus is on nothing')
    else if (!shown(activeElement)) found.push(`the focus is unseen: ${describe(activeElement)}`)
    return found
  })
}
