import type { ClerkTab } from '../stage/browser'

/** Gives a page a device that makes passkeys, and says yes to whatever it is asked. */
export async function addAuthenticator(tab: Pick<ClerkTab, 'devtools'>): Promise<void> {
  const devtools = await tab.devtools()
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
