import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { ann, annElsewhere, minute, schemes, signedInAnn } from './me/testUser'

const number = '+15555550123'
const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const withMfa = { totpSecret, backupCodes: ['spare'], phones: [{ number, isSecondFactor: true }] }
const password = { strategy: 'password', password: ann.password }

/** Ann, who was signed in an hour ago, and the steps that she can take. */
async function anHourLater(options: Parameters<typeof signedInAnn>[0] = {}) {
  const user = await signedInAnn(options)
  user.fapi.clock.advance(60 * minute)
  const path = `/v1/client/sessions/${user.sessionId}/verify`
  const step = (name: string) => (form: Record<string, string>) => user.ask('POST', `${path}/${name}`, form)
  return {
    ...user,
    start: (level: string) => user.ask('POST', path, { level }),
    prepareFirst: step('prepare_first_factor'),
    first: step('attempt_first_factor'),
    prepareSecond: step('prepare_second_factor'),
    second: step('attempt_second_factor'),
    /** What tokens say from now on. */
    age: async () => {
      const { client } = (await user.ask('GET', '/v1/me')).body
      const { factor_verification_age: shown, last_active_token } = client!.sessions[0]!
      expect(decodeJwt(last_active_token!.jwt).fva).toEqual(shown)
      return shown
    },
  }
}

describe('level', () => {
  test.each(schemes)('first_factor: a password, and the session’s tokens say so: %s', async (_, options) => {
    const { start, first, age, ask } = await anHourLater(options)
    expect(await age()).toEqual([60, -1])
    const refused = await ask('POST', '/v1/me/change_password', { new_password: 'another-password' })
    expect(refused).toMatchObject({ status: 403, code: 'session_reverification_required' })
    expect((await start('first_factor')).body.response).toMatchObject({
      object: 'session_reverification',
      status: 'needs_first_factor',
      level: 'first_factor',
      session: { object: 'session', status: 'active' },
      supported_first_factors: [{ strategy: 'password' }, { strategy: 'email_code' }],
      supported_second_factors: null,
      first_factor_verification: null,
      second_factor_verification: null,
    })
    const { body } = await first(password)
    expect(body.response).toMatchObject({
      status: 'complete',
      supported_first_factors: null,
      first_factor_verification: { strategy: 'password', status: 'verified' },
      session: { factor_verification_age: [0, -1] },
    })
    const [riding] = body.client!.sessions
    expect(decodeJwt(riding!.last_active_token!.jwt).fva).toEqual([0, -1])
    expect(await age()).toEqual([0, -1])
    expect((await ask('POST', '/v1/me/change_password', { new_password: 'another-password' })).status).toBe(
      200,
    )
  })

  test.each(['second_factor', 'multi_factor'])(
    '%s: who has no second factor proves the first',
    async (level) => {
      const { start, first, age } = await anHourLater({ user: { backupCodes: ['spare'] } })
      expect((await start(level)).body.response).toMatchObject({
        level: 'first_factor',
        status: 'needs_first_factor',
      })
      await first(password)
      expect(await age()).toEqual([0, -1])
    },
  )

  test('second_factor: only the second one', async () => {
    const { start, second, age, fapi, ask } = await anHourLater({ user: withMfa })
    expect((await start('second_factor')).body.response).toMatchObject({
      status: 'needs_second_factor',
      supported_first_factors: null,
      supported_second_factors: [
        { strategy: 'totp' },
        { strategy: 'backup_code' },
        { strategy: 'phone_code' },
      ],
    })
    const done = await second({ strategy: 'totp', code: await fapi.totpCode(ann.identifier) })
    expect(done.body.response).toMatchObject({
      status: 'complete',
      second_factor_verification: { strategy: 'totp', status: 'verified' },
    })
    expect(await age()).toEqual([60, 0])
    expect((await ask('DELETE', '/v1/me/totp')).status).toBe(200)
  })

  test('multi_factor: first the one, then the other', async () => {
    const { start, first, second, age } = await anHourLater({ user: withMfa })
    await start('multi_factor')
    const half = await first(password)
    expect(half.body.response).toMatchObject({
      status: 'needs_second_factor',
      supported_first_factors: null,
      supported_second_factors: { length: 3 },
      first_factor_verification: { status: 'verified' },
    })
    expect(await age()).toEqual([0, -1])
    expect((await second({ strategy: 'backup_code', code: 'spare' })).body.response.status).toBe('complete')
    expect(await age()).toEqual([0, 0])
  })

  test.each([
    ['none', {}, 'form_param_missing'],
    ['another', { level: 'third_factor' }, 'form_param_value_invalid'],
  ])('error: 422 for %s', async (_, form, code) => {
    const { ask, sessionId } = await anHourLater()
    const answer = await ask(
      'POST',
      `/v1/client/sessions/${sessionId}/verify`,
      form as Record<string, string>,
    )
    expect(answer).toMatchObject({ status: 422, code })
    expect(answer.body.errors[0]!.meta).toEqual({ param_name: 'level' })
  })
})

describe('codes', () => {
  test('default: by e-mail', async () => {
    const { start, prepareFirst, first, fapi, age } = await anHourLater()
    await start('first_factor')
    const prepared = await prepareFirst({ strategy: 'email_code' })
    expect(prepared.body.response).toMatchObject({
      status: 'needs_first_factor',
      first_factor_verification: { strategy: 'email_code', status: 'unverified', attempts: 0 },
    })
    const { code, kind, to } = fapi.emails.entries.at(-1)!
    expect([kind, to]).toEqual(['verification', ann.identifier])
    expect(JSON.stringify(prepared.body)).not.toContain(code)
    expect((await first({ strategy: 'email_code', code })).body.response.status).toBe('complete')
    expect(await age()).toEqual([0, -1])
  })

  test('default: by telephone, as the second factor', async () => {
    const { start, prepareSecond, second, fapi, age } = await anHourLater({ user: withMfa })
    const { supported_second_factors } = (await start('second_factor')).body.response
    const { phone_number_id } = supported_second_factors!.find(({ strategy }) => strategy === 'phone_code')!
    const strategy = 'phone_code'
    await prepareSecond({ strategy, phone_number_id: phone_number_id! })
    expect(fapi.texts.entries.at(-1)).toMatchObject({ kind: 'verification', to: number })
    expect((await second({ strategy, code: '424242' })).body.response.status).toBe('complete')
    expect(await age()).toEqual([60, 0])
  })

  test('behavior: a code that was sent stays good while a password is tried', async () => {
    const { start, prepareFirst, first, fapi } = await anHourLater()
    await start('first_factor')
    await prepareFirst({ strategy: 'email_code' })
    expect((await first({ ...password, password: 'wrong' })).code).toBe('form_password_incorrect')
    const { code } = fapi.emails.entries.at(-1)!
    expect((await first({ strategy: 'email_code', code })).body.response.status).toBe('complete')
  })

  test('error: wrong, too late, never asked for', async () => {
    const { start, prepareFirst, first, fapi, age } = await anHourLater()
    await start('first_factor')
    const strategy = 'email_code'
    expect(await first({ strategy, code: '1' })).toMatchObject({ status: 400, code: 'verification_missing' })
    await prepareFirst({ strategy })
    expect(await first({ strategy, code: '1' })).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    fapi.clock.advance(10 * minute)
    const { code } = fapi.emails.entries.at(-1)!
    expect(await first({ strategy, code })).toMatchObject({ status: 400, code: 'verification_expired' })
    expect(await age()).toEqual([70, -1])
  })

  test('error: 429 for another one at once, with limits', async () => {
    const { start, prepareFirst } = await anHourLater({ limits: true })
    await start('first_factor')
    await prepareFirst({ strategy: 'email_code' })
    expect(await prepareFirst({ strategy: 'email_code' })).toMatchObject({
      status: 429,
      code: 'verification_code_too_many_requests',
    })
  })
})

describe('error', () => {
  test('400 before it has begun, and once it is complete', async () => {
    const { start, prepareFirst, first, prepareSecond, second } = await anHourLater()
    const all = async () => {
      const email = { strategy: 'email_code' }
      for (const answer of [
        await prepareFirst(email),
        await first(password),
        await prepareSecond(email),
        await second(email),
      ]) {
        expect(answer).toMatchObject({ status: 400, code: 'session_reverification_missing' })
      }
    }
    await all()
    await start('first_factor')
    await first(password)
    await all()
  })

  test('400 for a step that is not due', async () => {
    const { start, prepareFirst, first, prepareSecond, second } = await anHourLater({ user: withMfa })
    await start('first_factor')
    const phone = { strategy: 'phone_code' }
    const code = 'invalid_action_for_session_reverification'
    for (const answer of [await prepareSecond(phone), await second(phone)]) {
      expect(answer).toMatchObject({ status: 400, code })
    }
    await start('second_factor')
    for (const answer of [await prepareFirst(phone), await first(password)]) {
      expect(answer).toMatchObject({ status: 400, code })
    }
  })

  test.each(['email_link', 'reset_password_email_code', 'totp', 'unknown', 'toString'])(
    '400 for a first factor by %s',
    async (strategy) => {
      const { start, prepareFirst, first } = await anHourLater({ user: withMfa })
      await start('first_factor')
      for (const answer of [await prepareFirst({ strategy }), await first({ strategy, code: '1' })]) {
        expect(answer).toMatchObject({ status: 400, code: 'strategy_for_user_invalid' })
      }
    },
  )

  test('422 for no strategy, and no proof', async () => {
    const { start, prepareFirst, first } = await anHourLater()
    await start('first_factor')
    for (const answer of [await prepareFirst({}), await first({}), await first({ strategy: 'password' })]) {
      expect(answer).toMatchObject({ status: 422, code: 'form_param_missing' })
    }
    expect(await first({ ...password, password: 'wrong' })).toMatchObject({
      status: 422,
      code: 'form_password_incorrect',
    })
  })

  test('what was begun before does not count once another has begun', async () => {
    const { start, prepareFirst, first, fapi } = await anHourLater()
    await start('first_factor')
    await prepareFirst({ strategy: 'email_code' })
    await start('first_factor')
    const { code } = fapi.emails.entries.at(-1)!
    expect(await first({ strategy: 'email_code', code })).toMatchObject({
      status: 400,
      code: 'verification_missing',
    })
  })

  test('403 for who is locked out, by being wrong too often, too', async () => {
    const { start, first, fapi } = await anHourLater({ limits: true })
    await start('first_factor')
    for (let count = 0; count < 10; count++) {
      await first({ ...password, password: 'wrong' })
      fapi.clock.advance(10_000)
    }
    expect(await first(password)).toMatchObject({ status: 403, code: 'user_locked' })
    fapi.unlockUser(ann.identifier)
    expect((await first(password)).body.response.status).toBe('complete')
  })

  test('401 for a session of another client, and one that is over; 403 after a ban', async () => {
    const { fapi, sessionId, start } = await anHourLater()
    const other = await annElsewhere({ fapi })
    const foreign = await other.ask('POST', `/v1/client/sessions/${sessionId}/verify`, {
      level: 'first_factor',
    })
    expect(foreign).toMatchObject({ status: 401, code: 'action_for_session_not_authorized' })
    fapi.revokeSession(sessionId)
    expect(await start('first_factor')).toMatchObject({ status: 401, code: 'signed_out' })
    fapi.banUser(ann.identifier)
    expect(await start('first_factor')).toMatchObject({ status: 403, code: 'user_banned' })
  })
})

test('behavior: of a pending session as well', async () => {
  const { start, first, ask } = await anHourLater({ user: { tasks: ['reset-password'] } })
  await start('first_factor')
  expect((await first(password)).body.response.session).toMatchObject({ status: 'pending' })
  const done = await ask('POST', '/v1/me/change_password', { new_password: 'another-password' })
  expect(done.body.client!.sessions[0]!.status).toBe('active')
})

test('behavior: other sessions of the user are as old as before', async () => {
  const user = await anHourLater()
  const other = await annElsewhere(user)
  user.fapi.clock.advance(60 * minute)
  await user.start('first_factor')
  await user.first(password)
  const ages = (await other.ask('GET', '/v1/me')).body.client!.sessions[0]!.factor_verification_age
  expect(ages).toEqual([60, -1])
})
