import { expect, test } from 'vitest'
import { alice, createWorld, refusal } from '../../../test/support/world'
import {
  askForPasskey,
  attemptFirstFactor,
  createPasskey,
  createSignIn,
  getPasskeys,
  signOutAll,
} from '../../core'
import { createPasskeyDevice } from './passkeyDevice'

test.each([undefined, 'http://localhost:5173'])(
  'a passkey is made in a tab, and signs in: at %s',
  async (origin) => {
    const device = createPasskeyDevice({ origin })
    const world = await createWorld({ signedIn: [alice], ...(origin && { browser: { url: `${origin}/` } }) })
    const { frontdesk } = world.open({ ambient: { credentials: device } })
    await createPasskey(frontdesk)
    expect(await getPasskeys(frontdesk)).toHaveLength(1)
    await signOutAll(frontdesk)
    const signIn = await createSignIn(frontdesk, { strategy: 'passkey' })
    const publicKeyCredential = await askForPasskey(frontdesk, signIn.firstFactorVerification)
    const done = await attemptFirstFactor(frontdesk, {
      signInId: signIn.id,
      strategy: 'passkey',
      publicKeyCredential,
    })
    expect(done.status).toBe('complete')
    expect(device.asked.map(({ kind }) => kind)).toEqual(['create', 'get'])
  },
)

test('a device of another page’s origin is found out', async () => {
  const world = await createWorld({ signedIn: [alice] })
  const credentials = createPasskeyDevice({ origin: 'https://evil.example' })
  const { frontdesk } = world.open({ ambient: { credentials } })
  expect(await refusal(createPasskey(frontdesk))).toMatchObject({ code: 'passkey_registration_failure' })
  expect(await getPasskeys(frontdesk)).toEqual([])
})

test('its user says no once, and makes no second passkey on it', async () => {
  const device = createPasskeyDevice()
  const world = await createWorld({ signedIn: [alice] })
  const { frontdesk } = world.open({ ambient: { credentials: device } })
  device.fail('NotAllowedError')
  expect(await refusal(createPasskey(frontdesk))).toMatchObject({ code: 'passkey_cancelled' })
  await createPasskey(frontdesk)
  expect(await refusal(createPasskey(frontdesk))).toMatchObject({ code: 'passkey_already_exists' })
})
