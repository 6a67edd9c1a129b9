import { FrontdeskError } from '../core/wire/errors'

/**
 * An option of the app's that decides. What it throws is its own fault, and the error says whose.
 * @returns undefined where there is none
 */
export function deciding<Args extends unknown[], Result>(
  name: string,
  call: ((...args: Args) => Result) | undefined,
): ((...args: Args) => Result) | undefined {
  return (
    call &&
    ((...args) => {
      try {
        return call(...args)
      } catch (cause) {
        throw new FrontdeskError('option_threw', { about: name, cause })
      }
    })
  )
}

/** Tells of an option that failed where a request must go on. */
export function tellFailed(name: string, error: unknown): void {
  console.error(`Frontdesk: \`${name}\` failed.`, error)
}
