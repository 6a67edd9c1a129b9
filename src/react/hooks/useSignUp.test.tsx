import { waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser, renderHookInPage } from '../../../test/support/render'
import { bob, createWorld, refusal, type WorldOptions } from '../../../test/support/world'
import { createSignUp, reloadSignUp, updateSignUp } from '../../core'
import { useConnectionStatus, useSession, useSignUp } from '../../index'

const ann = { emailAddress: 'ann@example.com', password: 'ann-password' }

const everything = () => ({ connection: useConnectionStatus(), session: useSession(), flow: useSignUp() })

async function open(options: WorldOptions & { page?: object } = {}) {
  const opened = await renderHookInBrowser(everything, options)
  await waitFor(() => expect(opened.result.current.connection.status).toBe('ready'))
  return opened
}

const none = { status: 'missing_requirements', id: null, missingFields: [], unverifiedFields: [] }

describe('useSignUp', () => {
  test('default: nothing yet', async () => {
    const { result } = await open()
    expect(result.current.flow).toMatchObject({ signUp: none, isPending: false, error: null })
  })

  test('behavior: from an address to a session, in as many steps as it takes', async () => {
    const { result, world } = await open()
    await perform(() =>
      result.current.flow.create({ emailAddress: ann.emailAddress, unsafeMetadata: { from_ad: 1 } }),
    )
    expect(result.current.flow.signUp).toMatchObject({
      status: 'missing_requirements',
      emailAddress: ann.emailAddress,
      missingFields: ['password'],
      unverifiedFields: ['emailAddress'],
      unsafeMetadata: { from_ad: 1 },
    })
    await perform(() => result.current.flow.update({ password: ann.password, firstName: 'Ann' }))
    expect(result.current.flow.signUp).toMatchObject({ missingFields: [], firstName: 'Ann' })
    await perform(() => result.current.flow.prepareVerification({ strategy: 'email_code' }))
    expect(result.current.flow.signUp.verifications.emailAddress).toMatchObject({
      status: 'unverified',
      strategy: 'email_code',
      nextAction: 'needs_attempt',
    })
    const { code } = world.fapi.emails.entries.at(-1)!
    await perform(() => result.current.flow.attemptVerification({ strategy: 'email_code', code }))
    expect(result.current.flow.signUp).toMatchObject({
      status: 'complete',
      createdSessionId: result.current.session.sessionId,
      createdUserId: result.current.session.userId,
    })
    expect(result.current.session).toMatchObject({
      status: 'signed-in',
      session: { user: { firstName: 'Ann' } },
    })
    await perform(async () => result.current.flow.reset())
    expect(result.current.flow.signUp).toMatchObject(none)
  })

  test('behavior: what is required and to be verified comes by the names of the parameters, in the order to ask', async () => {
    const required = ['phone_number', 'email_address', 'password', 'username', 'first_name']
    const { result } = await open({ signUp: { required, legalConsent: true } })
    await perform(() =>
      result.current.flow.create({ phoneNumber: '+15555550100', emailAddress: ann.emailAddress }),
    )
    const { signUp } = result.current.flow
    expect(signUp.unverifiedFields).toEqual(['emailAddress', 'phoneNumber'])
    expect([...signUp.missingFields].sort()).toEqual(['firstName', 'legalAccepted', 'password', 'username'])
    await perform(() => result.current.flow.update({ legalAccepted: true, firstName: 'Ann' }))
    expect([...result.current.flow.signUp.missingFields].sort()).toEqual(['password', 'username'])
  })

  test('behavior: it is there after a reload and in another tab, and reset() hides it in this one', async () => {
    const { result, world, page, unmount } = await open()
    const { id } = await perform(() => result.current.flow.create(ann))
    const other = renderHookInPage(world.open({ mount: false }), everything).result
    await waitFor(() =>
      expect(other.current.flow.signUp).toMatchObject({ id, emailAddress: ann.emailAddress }),
    )
    await perform(async () => result.current.flow.reset())
    expect([result.current.flow.signUp, other.current.flow.signUp]).toMatchObject([none, { id }])
    unmount()
    const again = renderHookInPage(page.reload(), everything).result
    await waitFor(() => expect(again.current.connection.status).toBe('ready'))
    expect(again.current.flow.signUp).toMatchObject(none)
  })

  test('behavior: the new session is this tab’s, where another account was, too; activate: false opts out', async () => {
    for (const activate of [true, false]) {
      const { result, world, unmount } = await open({ signedIn: [bob] })
      const begun = await perform(() => result.current.flow.create({ ...ann, strategy: 'email_code' }))
      expect(begun.status).toBe('missing_requirements')
      const { code } = world.fapi.emails.entries.at(-1)!
      const done = await perform(() =>
        result.current.flow.attemptVerification({ strategy: 'email_code', code, activate }),
      )
      expect(done.status).toBe('complete')
      expect(result.current.session.sessionId === done.createdSessionId).toBe(activate)
      unmount()
    }
  })

  test.each<[string, (flow: ReturnType<typeof useSignUp>) => Promise<unknown>, object]>([
    [
      'an address that is taken',
      ({ create }) => create({ ...ann, emailAddress: bob.identifier }),
      {
        code: 'form_identifier_exists',
        status: 422,
        errors: [{ meta: { paramName: 'email_address' } }],
      },
    ],
    [
      'a password that is too short',
      ({ create }) => create({ ...ann, password: 'short' }),
      { code: 'form_password_length_too_short' },
    ],
    ['a step before the first', ({ update }) => update({ firstName: 'Ann' }), { code: 'sign_up_missing' }],
    [
      'a verification before the first',
      ({ attemptVerification }) => attemptVerification({ strategy: 'email_code', code: '1' }),
      { code: 'sign_up_missing' },
    ],
  ])('error: %s, and the form stays where it was', async (_, step, expected) => {
    const { result } = await open()
    const error = await perform(() => refusal(step(result.current.flow)))
    expect(error).toMatchObject({ name: 'FrontdeskError', ...expected })
    expect(result.current.flow).toMatchObject({ error, signUp: none })
  })

  test('error: a wrong code, and the right one is still good', async () => {
    const { result, world } = await open()
    await perform(() => result.current.flow.create({ ...ann, strategy: 'email_code' }))
    const { code } = world.fapi.emails.entries.at(-1)!
    const wrong = code === '000000' ? '000001' : '000000'
    const attempt = (tried: string) =>
      result.current.flow.attemptVerification({ strategy: 'email_code', code: tried })
    expect(await perform(() => refusal(attempt(wrong)))).toMatchObject({ code: 'form_code_incorrect' })
    expect(result.current.flow.signUp.verifications.emailAddress).toMatchObject({ attempts: 1 })
    await perform(() => attempt(code))
    expect(result.current.session.status).toBe('signed-in')
  })
})

test('behavior: outside React, the same', async () => {
  const world = await createWorld()
  const { frontdesk } = world.open()
  const { id } = await createSignUp(frontdesk, ann)
  await updateSignUp(frontdesk, { signUpId: id, firstName: 'Ann' })
  expect(await reloadSignUp(frontdesk, { signUpId: id })).toMatchObject({ id, firstName: 'Ann' })
  expect(await refusal(reloadSignUp(frontdesk, { signUpId: 'sua_1' }))).toMatchObject({ status: 404 })
})
