import type { BoxAddress } from './recipe'

/**
 * Pages reach the box below this path of their own origin: Clerk's SDKs load Clerk's scripts over HTTPS from any
 * absolute address, and `@clerk/backend`'s proxy answers here unless told otherwise.
 */
export const proxyPath = '/__clerk'
export const scripts = ['@clerk/clerk-js', '@clerk/ui']

/** What Clerk's servers read, whatever the framework. */
export const serverEnv = ({ url, secretKey, jwtKey }: BoxAddress) => ({
  CLERK_SECRET_KEY: secretKey,
  CLERK_API_URL: url,
  CLERK_FAPI_URL: url,
  CLERK_JWT_KEY: oneLine(jwtKey),
})

export const clerkEnv = (box: BoxAddress) => ({
  CLERK_PUBLISHABLE_KEY: box.publishableKey,
  CLERK_PROXY_URL: proxyPath,
  CLERK_SIGN_IN_URL: '/sign-in',
  CLERK_SIGN_UP_URL: '/sign-up',
  CLERK_TELEMETRY_DISABLED: '1',
  ...serverEnv(box),
})

/** The options of an SDK that leaves some variables unread. */
export const serverOptions = `{
  frontendApiProxy: { enabled: true },
  signInUrl: process.env.CLERK_SIGN_IN_URL,
  signUpUrl: process.env.CLERK_SIGN_UP_URL,
  apiUrl: process.env.CLERK_API_URL,
  jwtKey: process.env.CLERK_JWT_KEY,
}`

/** Vite's server as the proxy. It shows the secret key, as every proxy of the Frontend API does. */
export const viteProxy = `{
  '${proxyPath}': {
    target: env.CLERK_FAPI_URL,
    rewrite: (path) => path.slice('${proxyPath}'.length),
    configure: (proxy) =>
      proxy.on('proxyReq', (proxied, request) => {
        proxied.setHeader('Clerk-Proxy-Url', \`http://\${request.headers.host}${proxyPath}\`)
        proxied.setHeader('Clerk-Secret-Key', env.CLERK_SECRET_KEY)
      }),
  },
}`

/** A key in PEM without the lines around it, as an environment file takes it and `@clerk/backend` reads it. */
function oneLine(pem: string): string {
  return pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')
}
