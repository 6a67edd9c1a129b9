import type { CDPSession } from 'playwright'

/** A device that makes passkeys. */
export interface Authenticator {
  /** Whether somebody is there who says yes to whatever it asks. Else it waits. */
  setPresent(isPresent: boolean): Promise<void>
}

/** Gives a page a device that makes passkeys, with somebody there. */
export async function addAuthenticator(devtools: CDPSession): Promise<Authenticator> {
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    setPresent: (enabled) =>
      devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }).then(() => {}),
  }
}
