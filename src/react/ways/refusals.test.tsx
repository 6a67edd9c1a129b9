import { waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInPage } from '../../../test/support/render'
import { alice, bob, createWorld, refusal, type World, type WorldOptions } from '../../../test/support/world'
import {
  formErrors,
  signInWithPassword,
  useConnectionStatus,
  useEmailCode,
  useEmailLink,
  usePasswordReset,
  usePhoneCode,
  useSecondFactor,
  useSession,
  useSignIn,
  useSignUp,
} from '../../index'

const tess = { identifier: 'tess@example.com', password: 'tess-password', totpSecret: 'ABCDEFGHIJKLMNOP' }
const { identifier } = alice
const password = alice.password!
const emailAddress = 'new@example.com'

function useForm() {
  const flow = useSignIn()
  const signUp = useSignUp()
  return {
    connection: useConnectionStatus(),
    session: useSession(),
    flow,
    signUp,
    code: useEmailCode(flow),
    again: useEmailCode(flow, { resendAfter: 0 }),
    phone: usePhoneCode(flow),
    reset: usePasswordReset(flow),
    second: useSecondFactor(flow),
    link: useEmailLink(flow, { redirectUrl: '/verified' }),
    address: useEmailCode(signUp),
  }
}
type Form = ReturnType<typeof useForm>
type Deed = (form: Form, world: World) => Promise<unknown>

async function open(options: WorldOptions = {}) {
  const world = await createWorld({ users: [alice as never, bob as never, tess], ...options })
  const page = world.open({ mount: false })
  const { result, unmount } = renderHookInPage(page, useForm)
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  const take = (deed: Deed) => perform(() => deed(result.current, world))
  return {
    world,
    page,
    result,
    unmount,
    take,
    refuse: (deed: Deed) => take((...all) => refusal(deed(...all))),
  }
}

const emailed = ({ fapi }: World) => fapi.emails.entries.at(-1)!.code
const day = 24 * 60 * 60 * 1000

const identified: Deed = ({ flow }) => flow.create({ identifier })
const codeSent: Deed = ({ code }) => code.send({ identifier })
const secondDue: Deed = ({ flow }) => signInWithPassword(flow, tess)
const newPasswordDue: Deed = async ({ reset }, world) => {
  await reset.send({ identifier })
  await reset.verify(emailed(world))
}

describe('a way that does not fit is a typed error, and the attempt unharmed', () => {
  test.each<[string, Deed, Deed, string]>([
    ['a code before one was sent', identified, ({ code }) => code.verify('123456'), 'verification_missing'],
    ['an empty code', codeSent, ({ code }) => code.verify(' '), 'form_param_nil'],
    [
      'a code where a second proof is due',
      secondDue,
      ({ code }) => code.verify('123456'),
      'factor_not_found',
    ],
    ['a code to send where a second proof is due', secondDue, ({ code }) => code.send(), 'factor_not_found'],
    ['a link where a second proof is due', secondDue, ({ link }) => link.send(), 'factor_not_found'],
    ['a number that nobody has', identified, ({ phone }) => phone.send(), 'factor_not_found'],
    ['an empty second proof', secondDue, ({ second }) => second.verify(''), 'form_param_nil'],
    ['a wrong second proof', secondDue, ({ second }) => second.verify('not it'), 'form_code_incorrect'],
    ['a second proof that is there', secondDue, ({ second }) => second.send(), 'strategy_for_user_invalid'],
    ['a second proof too early', identified, ({ second }) => second.verify('123456'), 'factor_not_found'],
    [
      'a new password too early',
      codeSent,
      ({ reset }) => reset.setPassword({ password: 'a-new-password' }),
      'client_state_invalid',
    ],
    ['a code twice', newPasswordDue, ({ reset }) => reset.verify('1'), 'verification_already_verified'],
    [
      'a new password that is none',
      newPasswordDue,
      ({ reset }) => reset.setPassword({ password: '' }),
      'form_param_nil',
    ],
    [
      'a wrong password',
      identified,
      ({ flow }) => signInWithPassword(flow, { password: 'wrong' }),
      'form_password_incorrect',
    ],
    [
      'an empty password',
      identified,
      ({ flow }) => signInWithPassword(flow, { password: '' }),
      'form_param_nil',
    ],
    [
      'an empty identifier and a password',
      identified,
      ({ flow }) => signInWithPassword(flow, { identifier: '', password }),
      'form_param_missing',
    ],
    [
      'an empty identifier for a code',
      codeSent,
      ({ code }) => code.send({ identifier: '' }),
      'form_param_missing',
    ],
    ['a blank one', codeSent, ({ code }) => code.send({ identifier: '  ' }), 'form_param_missing'],
    ['one for a link', codeSent, ({ link }) => link.send({ identifier: '' }), 'form_param_missing'],
    ['one for a new password', codeSent, ({ reset }) => reset.send({ identifier: '' }), 'form_param_missing'],
    [
      'somebody who has no such way',
      codeSent,
      ({ phone }) => phone.send({ identifier: bob.identifier }),
      'strategy_for_user_invalid',
    ],
    [
      'nobody',
      codeSent,
      ({ code }) => code.send({ identifier: 'nobody@example.com' }),
      'form_identifier_not_found',
    ],
  ])('error: %s', async (_, before, deed, code) => {
    const { result, take, refuse, world } = await open()
    await take(before)
    const { signIn } = result.current.flow
    const sent = world.fapi.emails.entries.length
    const error = await refuse(deed)
    expect(error).toMatchObject({ name: 'FrontdeskError', code })
    const { global, fields } = formErrors(error)
    expect(global.length + Object.keys(fields).length).toBeGreaterThan(0)
    const { id, status } = result.current.flow.signIn
    expect({ id, status }).toEqual({ id: signIn.id, status: signIn.status })
    expect(result.current.session.status).toBe('signed-out')
    expect(world.fapi.emails.entries).toHaveLength(sent)
    // And it goes on.
    await take(({ flow }) => signInWithPassword(flow, { identifier, password }))
    expect(result.current.session.status).toBe('signed-in')
  })

  test.each<[string, Deed, string]>([
    ['no address yet', ({ address }) => address.send(), 'factor_not_found'],
    ['an empty address', ({ address }) => address.send({ emailAddress: '' }), 'form_param_missing'],
    ['none that is one', ({ address }) => address.send({ emailAddress: 'new' }), 'form_param_format_invalid'],
    [
      'one that is taken',
      ({ address }) => address.send({ emailAddress: identifier }),
      'form_identifier_exists',
    ],
  ])('error: of a sign-up: %s', async (_, deed, code) => {
    const { result, refuse, take, world } = await open()
    await take(({ signUp }) => signUp.create({ firstName: 'Ann' }))
    const { id } = result.current.signUp.signUp
    expect(await refuse(deed)).toMatchObject({ name: 'FrontdeskError', code })
    expect(result.current.signUp.signUp).toMatchObject({ id, firstName: 'Ann', emailAddress: null })
    await take(({ address }) => address.send({ emailAddress, password: 'new-password' }))
    await take(({ address }) => address.verify(emailed(world)))
    expect(result.current.session.status).toBe('signed-in')
  })
})

describe('an attempt that is gone is a typed error, and the next one begins', () => {
  test.each<[string, Deed, Deed]>([
    ['a code', codeSent, ({ code }) => code.verify('123456')],
    ['another code', codeSent, ({ again }) => again.send()],
    ['a password', identified, ({ flow }) => signInWithPassword(flow, { password })],
    ['a second proof', secondDue, ({ second }) => second.verify('123456')],
    ['a new password', newPasswordDue, ({ reset }) => reset.setPassword({ password: 'a-new-password' })],
  ])('error: %s after a day', async (_, before, deed) => {
    const { result, take, refuse, world } = await open()
    await take(before)
    world.fapi.clock.advance(day + 1)
    const error = await refuse(deed)
    expect(error).toMatchObject({ name: 'FrontdeskError', status: expect.any(Number) })
    expect((error as { status: number }).status).toBeLessThan(500)
    await take(({ flow }) => signInWithPassword(flow, { identifier, password }))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('error: one that another tab has taken the place of goes on with the other', async () => {
    const { result, take, world } = await open({ signedIn: [] })
    await take(codeSent)
    const other = renderHookInPage(world.open({ mount: false }), useForm).result
    await waitFor(() => expect(other.current.code.isSent).toBe(true))
    await perform(() => other.current.code.send({ identifier: bob.identifier }))
    await waitFor(() => expect(result.current.code.safeIdentifier).toBe(bob.identifier))
    await take(({ code }) => code.verify(emailed(world)))
    expect(result.current.session.session?.user.firstName).toBe('Bob')
  })

  test('error: of another client, and nothing of it shows', async () => {
    const { result, take, refuse } = await open()
    const theirs = await open()
    await theirs.take(codeSent)
    const { id } = theirs.result.current.flow.signIn
    await take(identified)
    const mine = result.current.flow.signIn
    const error = await refuse(({ flow }) =>
      flow.attemptFirstFactor({ signInId: id, strategy: 'email_code', code: '123456' }),
    )
    expect(error).toMatchObject({ code: 'resource_not_found', status: 404 })
    expect(result.current.flow.signIn).toEqual(mine)
  })
})

describe('haste', () => {
  test.each<[string, Deed, Deed]>([
    ['a code', codeSent, ({ code }, world) => code.verify(emailed(world))],
    ['a password', identified, ({ flow }) => signInWithPassword(flow, { password })],
    ['a new password', newPasswordDue, ({ reset }) => reset.setPassword({ password: 'a-new-password' })],
  ])('behavior: %s clicked twice is taken once, and one session comes of it', async (_, before, deed) => {
    const { result, take, world } = await open()
    await take(before)
    const steps = () => world.requests().filter((request) => /attempt|reset/.test(request)).length
    const sent = steps()
    await take((form) => Promise.all([deed(form, world), deed(form, world)]))
    expect(steps() - sent).toBe(1)
    expect(result.current.flow.signIn.status).toBe('complete')
    expect(world.fapi.sessions).toHaveLength(1)
  })

  test('behavior: who leaves in the middle of a code finds it when coming back', async () => {
    const { take, page, unmount, world } = await open()
    await take(async ({ code }) => {
      void code.send({ identifier }).catch(() => {})
    })
    unmount()
    await waitFor(() => expect(world.fapi.emails.entries).toHaveLength(1))
    const { result } = renderHookInPage(page.reload(), useForm)
    await waitFor(() => expect(result.current.code.isSent).toBe(true))
    await perform(() => result.current.code.verify(emailed(world)))
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: reset() while a code is under way leaves a form at its beginning', async () => {
    const { result, take } = await open()
    await take(async ({ code, flow }) => {
      const sending = code.send({ identifier })
      flow.reset()
      await sending
    })
    expect(result.current.flow.signIn).toMatchObject({ status: 'needs_identifier', id: null })
    expect(result.current.code).toMatchObject({ isSent: false, resendIn: 0 })
    await take(codeSent)
    expect(result.current.code.isSent).toBe(true)
  })
})
