type Faked = typeof setTimeout & { clock?: { tickAsync(ms: number): Promise<unknown> } }

/** As it was when this module was loaded: a runner's fake timers come later. */
const timer: Faked = globalThis.setTimeout
const nothing = new Uint8Array()

/**
 * Lets what needs no time take a step, with a runner's fake timers, too: those of Jest and Vitest leave their clock at the
 * function that they replace. What they hold back is due at once, e.g. what TanStack Query tells its observers.
 */
export async function turn(): Promise<void> {
  await (globalThis.setTimeout as Faked).clock?.tickAsync(0)
  if (!timer.clock) await new Promise((resolve) => timer(resolve, 1))
  // On a thread of its own, so that no fake timer holds it back.
  await crypto.subtle.digest('SHA-256', nothing)
}
