/** The providers that the box plays. An app lists those of its instance. */
export const providers = [
  { strategy: 'oauth_google', name: 'Google' },
  { strategy: 'oauth_github', name: 'GitHub' },
] as const
