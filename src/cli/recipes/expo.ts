import type { Recipe } from './recipe'

export const expo: Recipe = {
  name: 'expo',
  sdk: '@clerk/expo',
  packages: ['expo-secure-store'],
  envFile: '.env.local',
  env: (box) => ({
    EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY: box.publishableKey,
    EXPO_PUBLIC_CLERK_PROXY_URL: box.url,
  }),
  note: `Tried with Clerk's client for phones, in Node: on no phone, and not on the web. An emulator of Android reaches the box
after adb reverse tcp:4400 tcp:4400 (its port), a phone by its --host and an EXPO_PUBLIC_CLERK_PROXY_URL of that address.`,
  files: [
    {
      path: 'app/_layout.tsx',
      code: `import { ClerkProvider } from '@clerk/expo'
import { tokenCache } from '@clerk/expo/token-cache'
import { Slot } from 'expo-router'

export default function Layout() {
  return (
    <ClerkProvider
      publishableKey={process.env.EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY}
      proxyUrl={process.env.EXPO_PUBLIC_CLERK_PROXY_URL}
      tokenCache={tokenCache}
      telemetry={false}
    >
      <Slot />
    </ClerkProvider>
  )
}`,
    },
  ],
}
