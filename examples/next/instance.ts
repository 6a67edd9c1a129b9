/** What the browser and the server have in common; Next.js takes it from `.env` when it builds. */
export const instance = {
  publishableKey: process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? '',
  /** Left out in production: there the key says where Clerk is. */
  proxyUrl: process.env.NEXT_PUBLIC_CLERK_PROXY_URL,
}
