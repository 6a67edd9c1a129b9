import { describe, expect, test } from 'vitest'
import { alice, createWorld, refusal } from '../../../test/support/world'
import { createSignIn, createSignUp, formErrors } from '../../core'
import { FrontdeskError } from './errors'

const detail = (code: string, meta?: object) =>
  ({ code, message: 'short', longMessage: 'Long.', meta }) as FrontdeskError['errors'][number]

const error = (...errors: FrontdeskError['errors']) => new FrontdeskError(errors[0]!.code, { errors })

const nothing = { fields: {}, global: [], retryAfter: undefined, triesLeft: undefined, sessionId: undefined }

describe('formErrors', () => {
  test.each([[null], [undefined]])('default: of %s there is nothing to show', (none) => {
    expect(formErrors(none)).toEqual(nothing)
  })

  test('behavior: several, for several fields and for none, by the names of the parameters', () => {
    const { fields, global } = formErrors(
      error(
        detail('form_password_no_number', { paramName: 'password' }),
        detail('form_identifier_exists', { paramName: 'email_address' }),
        detail('form_password_no_uppercase', { paramName: 'password', more: 1 }),
        detail('action_blocked', {}),
        detail('user_banned'),
      ),
    )
    expect(fields).toMatchObject({
      password: [
        { code: 'form_password_no_number', message: 'Long.' },
        { code: 'form_password_no_uppercase', meta: { more: 1 } },
      ],
      emailAddress: [{ code: 'form_identifier_exists' }],
    })
    expect(global).toMatchObject([{ code: 'action_blocked' }, { code: 'user_banned', meta: {} }])
  })

  test('parameters: words by code, also made of what is known', () => {
    const words = {
      form_param_nil: 'Bitte ausfüllen.',
      form_password_length_too_short: ({ code }: { code: string }) => `Zu kurz (${code}).`,
    }
    const given = error(
      detail('form_param_nil', { paramName: 'identifier' }),
      detail('form_password_length_too_short', { paramName: 'password' }),
      detail('constructor'),
    )
    expect(formErrors(given, { words })).toMatchObject({
      fields: {
        identifier: [{ message: 'Bitte ausfüllen.' }],
        password: [{ message: 'Zu kurz (form_password_length_too_short).' }],
      },
      global: [{ message: 'Long.' }],
    })
    expect(
      formErrors(new FrontdeskError('network_error'), { words: { network_error: 'Offline.' } }).global,
    ).toEqual([{ code: 'network_error', message: 'Offline.', meta: {} }])
  })

  test('behavior: how long to wait, how often to try, and who is there already', () => {
    expect(
      formErrors(
        new FrontdeskError('too_many_requests', { retryAfter: 7, errors: [detail('too_many_requests')] }),
      ),
    ).toMatchObject({ retryAfter: 7 })
    expect(formErrors(error(detail('user_locked', { lockoutExpiresInSeconds: 60 })))).toMatchObject({
      retryAfter: 60,
    })
    expect(formErrors(error(detail('account_lockout_warning', { attemptsRemaining: 2 })))).toMatchObject({
      triesLeft: 2,
    })
    expect(formErrors(error(detail('session_exists', { sessionId: 'sess_1' })))).toMatchObject({
      sessionId: 'sess_1',
    })
    expect(
      formErrors(error(detail('odd', { sessionId: 7, attemptsRemaining: 'x', paramName: 7 }))),
    ).toMatchObject({
      sessionId: undefined,
      triesLeft: undefined,
      global: [{ code: 'odd' }],
    })
  })

  test.each<[string, unknown]>([
    ['a TypeError', new TypeError('odd')],
    ['a text', 'no'],
    ['a parameter named __proto__', error(detail('odd', { paramName: '__proto__' }))],
  ])('behavior: %s breaks nothing', (_, thrown) => {
    const { fields, global } = formErrors(thrown)
    expect(Object.keys(fields).length + global.length).toBe(1)
    expect(({} as { message?: string }).message).toBeUndefined()
  })

  test('behavior: what stands in a verification, with or without more', () => {
    const found = { code: 'external_account_not_found', message: 'short', longMessage: 'Long.' }
    expect(formErrors({ ...found, meta: { paramName: 'first_name' } }).fields).toMatchObject({
      firstName: [{ code: found.code, message: 'Long.' }],
    })
    for (const meta of [null, undefined]) {
      expect(formErrors({ ...found, meta }).global).toEqual([
        { code: found.code, message: 'Long.', meta: {} },
      ])
    }
  })

  test('behavior: where Clerk has no words for it, there are some all the same', () => {
    const wordless = { code: 'oauth_access_denied', message: '', longMessage: '', meta: {} }
    const refused = error(wordless)
    expect(refused.message).toMatch(/\w/)
    expect(formErrors(refused).global).toMatchObject([{ message: refused.message }])
    expect(formErrors({ code: 'odd' }).global).toMatchObject([{ code: 'odd', message: 'odd' }])
  })

  test('behavior: what the Frontend API says of real steps', async () => {
    const { frontdesk } = (await createWorld({ passwords: { requires: ['number', 'uppercase'] } })).open()
    const wrong = await refusal(createSignIn(frontdesk, { ...alice, password: 'not hers' }))
    expect(formErrors(wrong).fields.password).toMatchObject([{ code: 'form_password_incorrect' }])
    const weak = await refusal(createSignUp(frontdesk, { emailAddress: 'ann@example.com', password: 'weak' }))
    expect(
      formErrors(weak)
        .fields.password?.map(({ code }) => code)
        .sort(),
    ).toEqual(['form_password_length_too_short', 'form_password_no_number', 'form_password_no_uppercase'])
    const { createdSessionId } = await createSignIn(frontdesk, alice)
    expect(formErrors(await refusal(createSignIn(frontdesk, alice))).sessionId).toBe(createdSessionId)
  })
})
