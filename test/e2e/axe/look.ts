import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { cases } from '../../support/cases'

const desk = { width: 1280, height: 900 }
const phone = { width: 390, height: 800 }

const looks = cases(
  [
    { viewport: desk, colorScheme: 'light' },
    { viewport: phone, colorScheme: 'dark' },
  ] as const,
  [
    { viewport: desk, colorScheme: 'dark' },
    { viewport: phone, colorScheme: 'light' },
  ] as const,
)

/** All that axe does by itself, and two that it leaves out. */
const options: RunOptions = {
  resultTypes: ['violations'],
  rules: { 'label-content-name-mismatch': { enabled: true }, 'target-size': { enabled: true } },
}

/**
 * Expects that axe has nothing against a page as it is, on a desk and on a phone, by day and by night, and that nothing
 * sticks out of the page or is cut off in its field.
 *
 * @param state - what the page shows.
 */
export async function expectNoFault(page: Page, state: string): Promise<void> {
  await page.evaluate(axe.source)
  for (const { viewport, colorScheme } of looks) {
    await page.setViewportSize(viewport)
    // Colours change at once then.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const faults = await page.evaluate(findFaults, options)
    expect.soft(faults, `${state}, ${viewport.width} wide, ${colorScheme}`).toEqual([])
  }
}

async function findFaults(options: RunOptions): Promise<string[]> {
  const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(options)
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  )
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page is wider than the window')
  const ruler = document.createElement('canvas').getContext('2d')!
  const fields = 'input:not([type="checkbox"], [type="radio"], [aria-hidden="true"])'
  for (const field of document.querySelectorAll<HTMLInputElement>(fields)) {
    const { font, paddingLeft, paddingRight } = getComputedStyle(field)
    ruler.font = font
    const text = field.value || field.placeholder
    // Chromium keeps a place for the arrows of a number, shown or not.
    const arrows = field.type === 'number' ? 16 : 0
    const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrows
    if (field.checkVisibility() && ruler.measureText(text).width > room) faults.push(`cut off: ${text}`)
  }
  return faults
}
