/** What the browser and the server have in common; Vite takes it from `.env` when it builds. */
export const instance = {
  publishableKey: import.meta.env.VITE_CLERK_PUBLISHABLE_KEY as string,
  /** Left out in production: there the key says where Clerk is. */
  proxyUrl: import.meta.env.VITE_CLERK_PROXY_URL as string | undefined,
}
