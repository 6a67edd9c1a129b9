import type { Fapi } from './handle'

/** The lines for the environment file of an app that is to use a box, as its browser side and as its server side want them. */
export function environmentLines(
  { publishableKey, secretKey }: Pick<Fapi, 'publishableKey' | 'secretKey'>,
  url: string,
) {
  return {
    app: `CLERK_PUBLISHABLE_KEY=${publishableKey}\nCLERK_PROXY_URL=${url}`,
    server: `CLERK_SECRET_KEY=${secretKey}\nCLERK_API_URL=${url}`,
  }
}
