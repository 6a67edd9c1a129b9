/** What a recipe is filled in with. */
export interface BoxAddress {
  url: string
  publishableKey: string
  secretKey: string
  /** The public key of session tokens, in PEM. */
  jwtKey: string
}

/** How an app with one of Clerk's SDKs uses a box. */
export interface Recipe {
  /** As `--for` takes it. */
  name: string
  /** The SDK, as npm knows it: who has it is shown this recipe. */
  sdk: string
  /** Further packages that its pages load; in the app's own node_modules, as there is no network. */
  scripts: readonly string[]
  /** The environment file that the framework reads. */
  envFile: string
  env(box: BoxAddress): Record<string, string>
  /** What goes into which file. */
  files: readonly { path: string; code: string }[]
}

/**
 * Pages reach the box below this path of their own origin: Clerk's SDKs load Clerk's scripts over HTTPS from any
 * absolute address, and `@clerk/backend`'s proxy answers here unless told otherwise.
 */
const proxyPath = '/__clerk'
const scripts = ['@clerk/clerk-js', '@clerk/ui']

/** What Clerk's servers read, whatever the framework. */
const serverEnv = ({ url, secretKey, jwtKey }: BoxAddress) => ({
  CLERK_SECRET_KEY: secretKey,
  CLERK_API_URL: url,
  CLERK_FAPI_URL: url,
  CLERK_JWT_KEY: oneLine(jwtKey),
})

const clerkEnv = (box: BoxAddress) => ({
  CLERK_PUBLISHABLE_KEY: box.publishableKey,
  CLERK_PROXY_URL: proxyPath,
  CLERK_SIGN_IN_URL: '/sign-in',
  CLERK_SIGN_UP_URL: '/sign-up',
  CLERK_TELEMETRY_DISABLED: '1',
  ...serverEnv(box),
})

/** The options of an SDK that leaves some variables unread. */
const serverOptions = `{
  frontendApiProxy: { enabled: true },
  signInUrl: process.env.CLERK_SIGN_IN_URL,
  signUpUrl: process.env.CLERK_SIGN_UP_URL,
  apiUrl: process.env.CLERK_API_URL,
  jwtKey: process.env.CLERK_JWT_KEY,
}`

/** Vite's server as the proxy. It shows the secret key, as every proxy of the Frontend API does. */
const viteProxy = `{
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

export const recipes: readonly Recipe[] = [
  {
    name: 'next',
    sdk: '@clerk/nextjs',
    scripts,
    envFile: '.env.local',
    env: (box) => ({
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: box.publishableKey,
      NEXT_PUBLIC_CLERK_PROXY_URL: proxyPath,
      NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in',
      NEXT_PUBLIC_CLERK_SIGN_UP_URL: '/sign-up',
      NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1',
      ...serverEnv(box),
    }),
    files: [
      {
        path: 'proxy.ts (middleware.ts before Next.js 16)',
        code: `import { clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware({ frontendApiProxy: { enabled: true } })

export const config = { matcher: ['/((?!_next|.*\\\\.).*)', '/(api|__clerk)/(.*)'] }`,
      },
      {
        path: 'app/layout.tsx',
        code: `import { ClerkProvider, OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/nextjs'
import { type ReactNode, Suspense } from 'react'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Suspense>
          <ClerkProvider>
            <Show when="signed-out"><SignInButton /></Show>
            <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
            {children}
          </ClerkProvider>
        </Suspense>
      </body>
    </html>
  )
}`,
      },
      {
        path: 'app/sign-in/[[...sign-in]]/page.tsx, and the same with SignUp for sign-up',
        code: `import { SignIn } from '@clerk/nextjs'

export default function Page() {
  return <SignIn />
}`,
      },
    ],
  },
  {
    name: 'vite',
    sdk: '@clerk/react',
    scripts,
    envFile: '.env.local',
    env: (box) => ({
      VITE_CLERK_PUBLISHABLE_KEY: box.publishableKey,
      VITE_CLERK_PROXY_URL: proxyPath,
      CLERK_SECRET_KEY: box.secretKey,
      CLERK_FAPI_URL: box.url,
    }),
    files: [
      {
        path: 'vite.config.ts',
        code: `import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

const env = loadEnv('development', import.meta.dirname, '')

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: ${viteProxy.replaceAll('\n', '\n    ')},
  },
})`,
      },
      {
        path: 'src/main.tsx',
        code: `import { ClerkProvider, OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/react'
import { createRoot } from 'react-dom/client'

const { VITE_CLERK_PUBLISHABLE_KEY, VITE_CLERK_PROXY_URL } = import.meta.env

createRoot(document.getElementById('root')!).render(
  <ClerkProvider publishableKey={VITE_CLERK_PUBLISHABLE_KEY} proxyUrl={VITE_CLERK_PROXY_URL}>
    <Show when="signed-out"><SignInButton mode="modal" /></Show>
    <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
  </ClerkProvider>,
)`,
      },
    ],
  },
  {
    name: 'express',
    sdk: '@clerk/express',
    scripts: ['@clerk/clerk-js'],
    envFile: '.env',
    env: clerkEnv,
    files: [
      {
        path: 'your server, before its routes; start it with node --env-file=.env',
        code: `import { clerkMiddleware } from '@clerk/express'

app.use(clerkMiddleware({ frontendApiProxy: { enabled: true } }))`,
      },
    ],
  },
  {
    name: 'fastify',
    sdk: '@clerk/fastify',
    scripts: ['@clerk/clerk-js'],
    envFile: '.env',
    env: clerkEnv,
    files: [
      {
        path: 'your server, before its routes; start it with node --env-file=.env',
        code: `import { clerkPlugin } from '@clerk/fastify'

// onRequest: as long as nobody has read the body, which the proxy sends on.
app.register(clerkPlugin, {
  hookName: 'onRequest',${serverOptions.slice(1)})`,
      },
    ],
  },
  {
    name: 'hono',
    sdk: '@clerk/hono',
    scripts: ['@clerk/clerk-js'],
    envFile: '.env',
    env: clerkEnv,
    files: [
      {
        path: 'your server, before its routes; start it with node --env-file=.env',
        code: `import { clerkMiddleware } from '@clerk/hono'

app.use(clerkMiddleware(${serverOptions}))`,
      },
    ],
  },
]

/** A key in PEM without the lines around it, as an environment file takes it and `@clerk/backend` reads it. */
function oneLine(pem: string): string {
  return pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')
}
