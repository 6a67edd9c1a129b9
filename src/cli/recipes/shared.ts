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

/** The same, where what pages may read begins with `PUBLIC_`. */
export const publicEnv = (box: BoxAddress) => ({
  PUBLIC_CLERK_PUBLISHABLE_KEY: box.publishableKey,
  PUBLIC_CLERK_PROXY_URL: proxyPath,
  PUBLIC_CLERK_SIGN_IN_URL: '/sign-in',
  PUBLIC_CLERK_SIGN_UP_URL: '/sign-up',
  PUBLIC_CLERK_TELEMETRY_DISABLED: '1',
  ...serverEnv(box),
})

/** What an app without a server reads, and the proxy that its development server is. */
export const viteEnv = (box: BoxAddress) => ({
  VITE_CLERK_PUBLISHABLE_KEY: box.publishableKey,
  VITE_CLERK_PROXY_URL: proxyPath,
  CLERK_SECRET_KEY: box.secretKey,
  CLERK_FAPI_URL: box.url,
})

/**
 * Where Clerk's scripts are, for an SDK whose server makes an absolute address of the proxy's: it would ask for them over
 * HTTPS.
 */
export const scriptsEnv = {
  CLERK_JS_URL: `${proxyPath}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
  CLERK_UI_URL: `${proxyPath}/npm/@clerk/ui@1/dist/ui.browser.js`,
}

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

/** Code further in. */
export function indented(code: string, spaces: number): string {
  return code.replaceAll('\n', `\n${' '.repeat(spaces)}`)
}

/** The configuration of an app whose development server is Vite's, with what it imports for these plugins. */
export function viteConfig(plugins: string, imports: string): string {
  return `${imports}
import { defineConfig, loadEnv } from 'vite'

const env = loadEnv('development', import.meta.dirname, '')

export default defineConfig({
  plugins: [${plugins}],
  server: {
    proxy: ${indented(viteProxy, 4)},
  },
})`
}

/** A key in PEM without the lines around it, as an environment file takes it and `@clerk/backend` reads it. */
function oneLine(pem: string): string {
  return pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')
}
