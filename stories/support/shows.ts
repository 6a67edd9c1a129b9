import { expect, waitFor, within } from 'storybook/test'

/** Waits until the printed result has these values at these paths, e.g. `{ 'data.id': /^client_/ }`. */
export async function shows(element: HTMLElement, values: Record<string, string | RegExp>): Promise<void> {
  await waitFor(
    () => {
      for (const [path, value] of Object.entries(values))
        expect(printed(element, path), `${path} in ${element.textContent}`).toMatch(
          typeof value === 'string' ? exactly(value) : value,
        )
    },
    { timeout: 5000 },
  )
}

/** What the printed result has at a path; undefined where there is nothing. */
export function printed(element: HTMLElement, path: string): string | undefined {
  return element.querySelector(`[data-path="${path}"]`)?.textContent ?? undefined
}

/** One tab of a story that has several. */
export const tab = (element: HTMLElement, number: number): HTMLElement =>
  within(element).getByRole('region', { name: `Tab ${number}` })

const exactly = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
