import type { Clerk } from '@clerk/clerk-js/no-rhc'
import {
  ClerkProvider,
  CreateOrganization,
  OrganizationList,
  OrganizationProfile,
  OrganizationSwitcher,
  SignIn,
  SignUp,
  UserButton,
  UserProfile,
} from '@clerk/react'
import { type ComponentProps, type JSX, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Facts } from './react'

type Props = ComponentProps<typeof ClerkProvider>

/** Clerk's prebuilt pages by their address; everywhere else is what an app shows who has come in. */
const pages: Record<string, () => JSX.Element> = {
  '/ui/sign-in': () => <SignIn routing="hash" />,
  '/ui/sign-up': () => <SignUp routing="hash" />,
  '/ui/user-button': () => <UserButton />,
  '/ui/user-profile': () => <UserProfile routing="hash" />,
  '/ui/create-organization': () => <CreateOrganization routing="hash" />,
  '/ui/organization-list': () => <OrganizationList />,
  '/ui/organization-switcher': () => <OrganizationSwitcher />,
  '/ui/organization-profile': () => <OrganizationProfile routing="hash" />,
}

/** Mounts Clerk's prebuilt pages, with the script that an app would load from Clerk's servers. */
export async function mountUi(clerk: Clerk): Promise<void> {
  await loadScript(new URL('/clerk-ui/ui.browser.js', import.meta.url).href)
  const { publishableKey, proxyUrl } = window.config
  const Page = pages[location.pathname] ?? Facts
  // Their own types do not agree under `exactOptionalPropertyTypes`.
  const given = { Clerk: clerk, ui: { ClerkUI: window.__internal_ClerkUICtor } } as unknown as Partial<Props>
  const root = document.body.appendChild(document.createElement('main'))
  createRoot(root).render(
    <StrictMode>
      <ClerkProvider
        {...given}
        publishableKey={publishableKey}
        proxyUrl={proxyUrl}
        telemetry={false}
        signInUrl="/ui/sign-in"
        signUpUrl="/ui/sign-up"
        signInFallbackRedirectUrl="/ui"
        signUpFallbackRedirectUrl="/ui"
        afterSignOutUrl="/ui"
      >
        <Page />
      </ClerkProvider>
    </StrictMode>,
  )
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src })
    script.onload = () => resolve()
    script.onerror = reject
    document.head.append(script)
  })
}
