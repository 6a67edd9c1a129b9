/** The providers that the box plays. An app lists those of its instance. */
export const providers = [
  { strategy: 'oauth_google', name: 'Google' },
  { strategy: 'oauth_github', name: 'GitHub' },
] as const

const mark = 'came-from'

/** Where they lead back to: this page, which is told so. */
export const providerUrl = `./?${mark}=provider`

/** Whether this page was reached from one. */
export const isWayBack = (): boolean => new URLSearchParams(location.search).has(mark)

/** Lets a reload be a visit like any other. */
export function forgetWayBack(): void {
  const url = new URL(location.href)
  url.searchParams.delete(mark)
  history.replaceState(history.state, '', url)
}
