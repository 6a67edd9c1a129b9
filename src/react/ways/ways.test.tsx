import { waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser, renderHookInPage } from '../../../test/support/render'
import { alice, bob, refusal, type World, type WorldOptions } from '../../../test/support/world'
import { getClient } from '../../core'
import { totpCode, totpStepAt } from '../../fapi/state/totp'
import {
  type Code,
  signInWithPassword,
  type UseSignInReturnType,
  useConnectionStatus,
  useEmailCode,
  usePasswordReset,
  usePhoneCode,
  useSecondFactor,
  useSession,
  useSignIn,
  useSignUp,
} from '../../index'

const tess = {
  identifier: 'tess@example.com',
  password: 'tess-password',
  phones: [{ number: '+12125550123' }],
  totpSecret: 'ABCDEFGHIJKLMNOP',
  backupCodes: ['backup-1'],
}
const nora = { identifier: 'nora@example.com', phones: [{ number: '+12125559876' }] }
const pat = {
  identifier: 'pat@example.com',
  password: 'pat-password',
  phones: [{ number: '+12125554444' }],
}
const users = [alice as never, bob as never, tess, nora, pat]

async function open<Way>(use: () => Way, options: WorldOptions = {}) {
  const opened = await renderHookInBrowser(
    () => ({ connection: useConnectionStatus(), session: useSession(), way: use() }),
    { users, ...options },
  )
  await waitFor(() => expect(opened.result.current.connection.status).toBe('ready'))
  const { result } = opened
  return { ...opened, way: () => result.current.way }
}

const emailed = (world: World) => world.fapi.emails.entries.at(-1)!.code
const texted = (world: World) => world.fapi.texts.entries.at(-1)!.code

describe('signInWithPassword', () => {
  test('behavior: in one step, and as the second of an attempt that waits', async () => {
    for (const inTwo of [false, true]) {
      const { result, way, world, unmount } = await open(useSignIn)
      const { identifier, password } = alice
      if (inTwo) await perform(() => way().create({ identifier }))
      await perform(() =>
        signInWithPassword(way(), inTwo ? { password: password! } : { identifier, password: password! }),
      )
      expect(result.current.session.status).toBe('signed-in')
      expect(world.requests('POST /client/sign_ins')).toHaveLength(1)
      unmount()
    }
  })

  test('behavior: of somebody else begins anew', async () => {
    const { result, way } = await open(useSignIn)
    await perform(() => way().create({ identifier: alice.identifier }))
    await perform(() => signInWithPassword(way(), { identifier: bob.identifier, password: bob.password! }))
    expect(result.current.session.session?.user.firstName).toBe('Bob')
  })

  test('error: without an identifier where none waits', async () => {
    const { way } = await open(useSignIn)
    expect(await refusal(signInWithPassword(way(), { password: 'x' }))).toMatchObject({
      code: 'sign_in_missing',
    })
  })
})

describe('useEmailCode', () => {
  const use = () => {
    const flow = useSignIn()
    return { flow, code: useEmailCode(flow) }
  }

  test('default: nothing is sent', async () => {
    const { way, world } = await open(use)
    expect(way().code).toMatchObject({ isSent: false, safeIdentifier: null, resendIn: 0 })
    expect(await refusal(way().code.send())).toMatchObject({ code: 'factor_not_found' })
    expect(await refusal(way().code.verify('1'))).toMatchObject({ code: 'factor_not_found' })
    expect(world.fapi.emails.entries).toEqual([])
  })

  test('behavior: signs in by a code, blanks in it or not', async () => {
    const { result, way, world } = await open(use)
    await perform(() => way().code.send({ identifier: alice.identifier }))
    expect(way().code).toMatchObject({ isSent: true, safeIdentifier: alice.identifier })
    const code = emailed(world)
    await perform(() => way().code.verify(` ${code.slice(0, 3)} ${code.slice(3)} `))
    expect(result.current.session.status).toBe('signed-in')
    expect(world.requests('POST /client/sign_ins')).toHaveLength(1)
  })

  test('behavior: of an attempt that has begun, the code goes to the address that was typed', async () => {
    const { way, world } = await open(use)
    await perform(() => way().flow.create({ identifier: alice.identifier }))
    expect(way().code).toMatchObject({ isSent: false, safeIdentifier: alice.identifier })
    await perform(() => way().code.send())
    expect(way().code.isSent).toBe(true)
    expect(world.fapi.emails.entries).toMatchObject([{ to: alice.identifier }])
    expect(world.fapi.log.entries.at(-1)!.path).toMatch(/prepare_first_factor$/)
  })

  test('behavior: ten presses send one, together and one after another', async () => {
    const { way, world } = await open(use)
    const press = () => way().code.send({ identifier: alice.identifier })
    await perform(() => Promise.all(Array.from({ length: 10 }, press)))
    expect(world.fapi.emails.entries).toHaveLength(1)
    for (let presses = 0; presses < 3; presses++) await perform(() => way().code.send())
    expect(world.fapi.emails.entries).toHaveLength(1)
    await perform(() => way().code.send({ identifier: bob.identifier }))
    expect(world.fapi.emails.entries).toHaveLength(2)
    expect(way().code.safeIdentifier).toBe(bob.identifier)
  })

  test.each<[string, (code: Code<UseSignInReturnType>) => Promise<unknown>]>([
    ['the same identifier', (code) => code.send({ identifier: alice.identifier })],
    ['the same in other letters', (code) => code.send({ identifier: ` ${alice.identifier.toUpperCase()} ` })],
    ['no identifier', (code) => code.send()],
    ['an undefined one', (code) => code.send({ identifier: undefined })],
  ])('behavior: ten presses one after another, with %s, send one', async (_, press) => {
    const { way, world } = await open(use)
    await perform(() => way().code.send({ identifier: alice.identifier }))
    const { id } = way().flow.signIn
    for (let presses = 0; presses < 9; presses++) await perform(() => press(way().code))
    expect(world.fapi.emails.entries).toHaveLength(1)
    expect(way().flow.signIn.id).toBe(id)
    await perform(() => way().code.verify(emailed(world)))
    expect(way().flow.signIn.status).toBe('complete')
  })

  test('behavior: one handler sends, sends again and verifies, with no render between', async () => {
    const { result, way, world } = await open(use)
    const { code, flow } = way()
    await perform(async () => {
      await flow.create({ identifier: alice.identifier })
      await code.send()
      await code.send({ identifier: alice.identifier })
      await code.verify(emailed(world))
    })
    expect(world.fapi.emails.entries).toHaveLength(1)
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: what was done is known though the client has forgotten it', async () => {
    const { result, way, world, page } = await open(use)
    await perform(() => way().code.send({ identifier: alice.identifier }))
    await perform(() => way().code.verify(emailed(world)))
    await perform(() => getClient(page.frontdesk))
    expect(way()).toMatchObject({
      flow: { signIn: { status: 'complete', createdSessionId: result.current.session.sessionId } },
      code: { isSent: false, resendIn: 0 },
    })
  })

  test('behavior: a wrong code leaves it sent, and is an error of the field', async () => {
    const { way, world } = await open(use)
    await perform(() => way().code.send({ identifier: alice.identifier }))
    const wrong = emailed(world) === '000000' ? '000001' : '000000'
    const error = await perform(() => refusal(way().code.verify(wrong)))
    expect(error).toMatchObject({ code: 'form_code_incorrect' })
    expect(way()).toMatchObject({ code: { isSent: true }, flow: { error } })
  })

  test('behavior: after three wrong ones another is sent at once', async () => {
    const { result, way, world } = await open(use)
    await perform(() => way().code.send({ identifier: alice.identifier }))
    const wrong = emailed(world) === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 3; tries++) await perform(() => refusal(way().code.verify(wrong)))
    expect(way().code.isSent).toBe(false)
    await perform(() => way().code.send())
    await perform(() => way().code.verify(emailed(world)))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: verifies the address of a sign-up', async () => {
    const { result, way, world } = await open(() => {
      const flow = useSignUp()
      return { flow, code: useEmailCode(flow) }
    })
    await perform(() => way().code.send({ emailAddress: 'ann@example.com' }))
    expect(way().code).toMatchObject({ isSent: true, safeIdentifier: 'ann@example.com' })
    await perform(() => way().flow.update({ password: 'ann-password' }))
    await perform(() => way().code.verify(emailed(world)))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: what else a new user says later sends nothing, and another address does', async () => {
    const { way, world } = await open(() => {
      const flow = useSignUp()
      return { flow, code: useEmailCode(flow) }
    })
    const emailAddress = 'ann@example.com'
    await perform(() => way().code.send({ emailAddress }))
    const { id } = way().flow.signUp
    await perform(() => way().code.send({ emailAddress: 'Ann@Example.com', password: 'ann-password' }))
    expect(way()).toMatchObject({ flow: { signUp: { id, missingFields: [] } }, code: { isSent: true } })
    expect(world.fapi.emails.entries).toHaveLength(1)
    await perform(() => way().code.send({ emailAddress: 'anna@example.com' }))
    expect(way()).toMatchObject({ flow: { signUp: { id } }, code: { safeIdentifier: 'anna@example.com' } })
    expect(world.fapi.emails.entries).toMatchObject([{ to: emailAddress }, { to: 'anna@example.com' }])
    await perform(() => way().code.verify(emailed(world)))
    expect(way().flow.signUp.status).toBe('complete')
  })

  test('error: of a sign-up that has said no address', async () => {
    const { way, world } = await open(() => {
      const flow = useSignUp()
      return { flow, code: useEmailCode(flow) }
    })
    for (const deed of [() => way().code.send(), () => way().code.verify('1')]) {
      expect(await perform(() => refusal(deed()))).toMatchObject({ code: 'factor_not_found' })
    }
    expect(world.requests('POST /client/sign_ups')).toEqual([])
  })

  test('behavior: of a new device is the second proof', async () => {
    const { result, way, world } = await open(
      () => {
        const flow = useSignIn()
        return { flow, code: useEmailCode(flow) }
      },
      { clientTrust: true },
    )
    await perform(() => way().flow.create(alice))
    expect(way().flow.signIn.status).toBe('needs_client_trust')
    await perform(() => way().code.send())
    expect(way().code.isSent).toBe(true)
    await perform(() => way().code.verify(emailed(world)))
    expect(result.current.session.status).toBe('signed-in')
  })
})

describe('usePhoneCode', () => {
  test('behavior: signs in by a code to a number', async () => {
    const { result, way, world } = await open(() => usePhoneCode(useSignIn()))
    await perform(() => way().send({ identifier: nora.phones[0]!.number }))
    expect(way()).toMatchObject({ isSent: true, safeIdentifier: nora.phones[0]!.number })
    await perform(() => way().verify(texted(world)))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('parameters: channel', async () => {
    const { way, world } = await open(() => usePhoneCode(useSignIn(), { channel: 'whatsapp' }))
    // The box has SMS alone, and says so.
    const error = await perform(() => refusal(way().send({ identifier: nora.phones[0]!.number })))
    expect(error).toMatchObject({ code: 'form_param_value_invalid' })
    expect(world.fapi.texts.entries).toEqual([])
    expect(way().isSent).toBe(false)
  })

  test('behavior: verifies the number of a sign-up', async () => {
    const { result, way, world } = await open(
      () => {
        const flow = useSignUp()
        return { flow, code: usePhoneCode(flow, { channel: 'sms' }) }
      },
      { signUp: { required: ['phone_number'] } },
    )
    const phoneNumber = '+12125557777'
    await perform(() => way().code.send({ phoneNumber }))
    for (const again of [{}, { phoneNumber: '+1 (212) 555-7777' }])
      await perform(() => way().code.send(again))
    expect(world.fapi.texts.entries).toMatchObject([{ to: phoneNumber }])
    expect(way().code).toMatchObject({ isSent: true, safeIdentifier: phoneNumber })
    await perform(() => way().code.verify(texted(world)))
    expect(way().flow.signUp).toMatchObject({
      status: 'complete',
      createdSessionId: result.current.session.sessionId,
    })
  })

  test('error: of who has no number', async () => {
    const { way } = await open(() => usePhoneCode(useSignIn()))
    expect(await perform(() => refusal(way().send({ identifier: alice.identifier })))).toMatchObject({
      name: 'FrontdeskError',
      code: 'strategy_for_user_invalid',
    })
  })
})

describe('usePasswordReset', () => {
  const use = () => {
    const flow = useSignIn()
    return { flow, reset: usePasswordReset(flow) }
  }

  test.each([
    ['an address', alice.identifier, emailed],
    ['a number', pat.phones[0]!.number, texted],
  ])('behavior: a code to %s, then a new password', async (_, identifier, codeOf) => {
    const { result, way, world } = await open(use)
    await perform(() => way().reset.send({ identifier }))
    expect(way().reset).toMatchObject({ isSent: true, isVerified: false, safeIdentifier: identifier })
    await perform(() => way().reset.verify(codeOf(world)))
    expect(way()).toMatchObject({
      reset: { isVerified: true },
      flow: { signIn: { status: 'needs_new_password' } },
    })
    const error = await perform(() => refusal(way().reset.setPassword({ password: 'short' })))
    expect(error).toMatchObject({ code: 'form_password_length_too_short' })
    expect(way().flow.signIn.status).toBe('needs_new_password')
    await perform(() => way().reset.setPassword({ password: 'a-new-password', signOutOfOtherSessions: true }))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: ten presses send one, and one handler can take all steps', async () => {
    const { result, way, world } = await open(use)
    const { reset } = way()
    const press = () => reset.send({ identifier: alice.identifier })
    await perform(async () => {
      await Promise.all(Array.from({ length: 10 }, press))
      for (let presses = 0; presses < 3; presses++) await press()
      await reset.verify(emailed(world))
      await reset.setPassword({ password: 'a-new-password' })
    })
    expect(world.fapi.emails.entries).toHaveLength(1)
    expect(result.current.session.status).toBe('signed-in')
    expect(way().flow.signIn.status).toBe('complete')
  })

  test('behavior: who has a second factor gives it after the new password', async () => {
    const { result, way, world } = await open(() => {
      const flow = useSignIn()
      return {
        flow,
        reset: usePasswordReset(flow),
        second: useSecondFactor(flow),
        backup: useSecondFactor(flow, { strategy: 'backup_code' }),
      }
    })
    await perform(() => way().reset.send({ identifier: tess.identifier }))
    await perform(() => way().reset.verify(emailed(world)))
    await perform(() => way().reset.setPassword({ password: 'a-new-password' }))
    expect(way().second).toMatchObject({ isDue: true, strategy: 'totp', needsSending: false })
    expect(result.current.session.status).toBe('signed-out')
    await perform(() => way().backup.verify('backup-1'))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('error: nobody of that name, and nothing is sent', async () => {
    const { way, world } = await open(use)
    expect(
      await perform(() => refusal(way().reset.send({ identifier: 'nobody@example.com' }))),
    ).toMatchObject({
      code: 'form_identifier_not_found',
    })
    expect(world.fapi.emails.entries).toEqual([])
  })
})

describe('useSecondFactor', () => {
  test('default: none is due', async () => {
    const { way } = await open(() => useSecondFactor(useSignIn()))
    expect(way()).toMatchObject({ isDue: false, factors: [], strategy: undefined, needsSending: false })
    expect(await refusal(way().verify('1'))).toMatchObject({ code: 'factor_not_found' })
  })

  test.each(['phone_code', 'email_code'] as const)(
    'error: a %s that would be a first proof is none',
    async (strategy) => {
      const { way, world } = await open(() => {
        const flow = useSignIn()
        return { flow, second: useSecondFactor(flow, { strategy }) }
      })
      await perform(() => way().flow.create({ identifier: pat.identifier }))
      expect(way().second).toMatchObject({ isDue: false, strategy: undefined, needsSending: false })
      for (const deed of [() => way().second.send(), () => way().second.verify('1')]) {
        expect(await perform(() => refusal(deed()))).toMatchObject({ code: 'factor_not_found' })
      }
      expect([...world.fapi.texts.entries, ...world.fapi.emails.entries]).toEqual([])
      expect(way().flow.signIn.status).toBe('needs_first_factor')
    },
  )

  test('error: one that this user does not have', async () => {
    const { way } = await open(() => {
      const flow = useSignIn()
      return { flow, second: useSecondFactor(flow, { strategy: 'phone_code' }) }
    })
    await perform(() => way().flow.create({ identifier: tess.identifier, password: tess.password }))
    expect(way().second).toMatchObject({ isDue: true, strategy: undefined })
    expect(await perform(() => refusal(way().second.send()))).toMatchObject({ code: 'factor_not_found' })
    expect(way().flow.signIn.status).toBe('needs_second_factor')
  })

  test('default: of a new device it is a code, and never a link', async () => {
    const { way, world } = await open(
      () => {
        const flow = useSignIn()
        return { flow, second: useSecondFactor(flow) }
      },
      { clientTrust: true },
    )
    await perform(() => way().flow.create({ identifier: alice.identifier, password: alice.password! }))
    expect(way().second).toMatchObject({ isDue: true, strategy: 'email_code', needsSending: true })
    const { second } = way()
    await perform(async () => {
      await second.send()
      await second.send()
      await second.verify(emailed(world))
    })
    expect(world.fapi.emails.entries).toHaveLength(1)
    expect(way().flow.signIn.status).toBe('complete')
  })

  test.each<['totp' | 'backup_code', (world: World) => Promise<string> | string]>([
    ['totp', ({ fapi }) => totpCode(tess.totpSecret, totpStepAt(fapi.clock.now()))],
    ['backup_code', () => 'backup-1'],
  ])('parameters: strategy %s', async (strategy, codeOf) => {
    const { result, way, world } = await open(() => {
      const flow = useSignIn()
      return { flow, second: useSecondFactor(flow, { strategy }) }
    })
    await perform(() => way().flow.create({ identifier: tess.identifier, password: tess.password }))
    expect(way().second).toMatchObject({ isDue: true, strategy, needsSending: false })
    expect(result.current.session.status).toBe('signed-out')
    const error = await perform(() => refusal(way().second.verify('000000')))
    expect(error).toMatchObject({ code: 'form_code_incorrect' })
    const code = await codeOf(world)
    await perform(() => way().second.verify(code))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: a code to a telephone has to be sent', async () => {
    const pia = {
      identifier: 'pia@example.com',
      password: 'pia-password',
      phones: [{ number: '+12125551111', isSecondFactor: true }],
    }
    const { result, way, world } = await open(
      () => {
        const flow = useSignIn()
        return { flow, second: useSecondFactor(flow) }
      },
      { users: [pia] },
    )
    await perform(() => way().flow.create({ identifier: pia.identifier, password: pia.password }))
    expect(way().second).toMatchObject({
      isDue: true,
      strategy: 'phone_code',
      needsSending: true,
      isSent: false,
    })
    await perform(() => Promise.all([way().second.send(), way().second.send()]))
    expect(world.fapi.texts.entries).toHaveLength(1)
    expect(way().second.isSent).toBe(true)
    await perform(() => way().second.verify(texted(world)))
    expect(result.current.session.status).toBe('signed-in')
  })
})

test('behavior: a reload in the middle of a code goes on with it', async () => {
  const use = () => ({ code: useEmailCode(useSignIn()), session: useSession() })
  const { page, world, way, unmount } = await open(use)
  await perform(() => way().code.send({ identifier: alice.identifier }))
  unmount()
  const { result } = renderHookInPage(page.reload(), use)
  await waitFor(() =>
    expect(result.current.code).toMatchObject({ isSent: true, safeIdentifier: alice.identifier }),
  )
  expect(result.current.code.resendIn).toBeGreaterThan(25)
  await perform(() => result.current.code.send())
  expect(world.fapi.emails.entries).toHaveLength(1)
  await perform(() => result.current.code.verify(emailed(world)))
  expect(result.current.session.status).toBe('signed-in')
})
