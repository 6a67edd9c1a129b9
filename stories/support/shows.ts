import { expect, fireEvent, waitFor, within } from 'storybook/test'

/** Waits until the printed result has these values at these paths, e.g. `{ 'data.id': /^client_/ }`. */
export async function shows(element: HTMLElement, values: Record<string, string | RegExp>): Promise<void> {
  const check = () => {
    for (const [path, value] of Object.entries(values)) {
      const shown = printed(element, path) ?? '(absent)'
      expect(shown, path).toMatch(typeof value === 'string' ? exactly(value) : value)
    }
  }
  // The error as it is: Testing Library would add the whole document.
  await waitFor(check, { timeout: 5000, onTimeout: (error) => error })
}

/** What the printed result has at a path; undefined where there is nothing. */
export function printed(element: HTMLElement, path: string): string | undefined {
  return element.querySelector(`[data-path="${path}"]`)?.textContent ?? undefined
}

/**
 * Presses a button as soon as it is there and can be pressed. Without moving the focus: on a docs page many
 * stories play at once.
 */
export async function press(element: HTMLElement, name: string): Promise<void> {
  const button = await within(element).findByRole('button', { name })
  await waitFor(() => expect(button).toBeEnabled())
  await fireEvent.click(button)
}

/** Types into a field as soon as it is there. */
export async function fill(element: HTMLElement, label: string, value: string): Promise<void> {
  await fireEvent.input(await within(element).findByLabelText(label), { target: { value } })
}

/** One tab of a story that has several. */
export const tab = (element: HTMLElement, number: number): HTMLElement =>
  within(element).getByRole('region', { name: `Tab ${number}` })

const exactly = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
