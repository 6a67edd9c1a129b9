import { createIds } from '../../ids'

/** What whoever controls a box has to show. Not from the box's own source: a seed must not make it known. */
export function createSecret(): string {
  return createIds().randomText(40)
}

/** Whether a text is long enough that nobody guesses it, and goes into an address and a header as it is. */
export function isSecret(text: string): boolean {
  return /^[\w.~-]{16,200}$/.test(text)
}
