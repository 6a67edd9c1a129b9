let isOffered = true

/**
 * Whether passkeys are offered where the browser fills in. That begins a sign-in, and so makes a client: whoever has
 * destroyed theirs is to see it gone, until the page is loaded anew.
 */
export const offersPasskeys = (): boolean => isOffered

export function stopOffering(): void {
  isOffered = false
}
