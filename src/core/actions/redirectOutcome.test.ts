import { describe, expect, test } from 'vitest'
import { alice, bob, createWorld, type World } from '../../../test/support/world'
import { handleRedirectCallback } from '../../core'
import { leftWith } from './throughProvider'

/** A step of Clerk's own order, by its number there: what is on the client, and what it comes to. */
interface Step {
  at: number
  attempt: object | null
  comesTo: { status: string; sessionId?: string; [name: string]: unknown }
  /** Where that is only so if nobody is shown. */
  isOfNobody?: boolean
}

const failed = (code: string, meta?: object) => ({ status: 'failed', error: { code, message: '', meta } })
const refused = (code: string) => ({ status: 'refused', error: { name: 'FrontdeskError', code } })
const [goesOnIn, goesOnUp] = ['continue-sign-in', 'continue-sign-up'] as const

/** What a client says of a sign-in. */
const signInSteps = (id: string, sessionId: string): Record<string, Step> => {
  const signIn = (status: string, fields: object = {}) => ({ id, status, ...fields })
  const found = (verification: object) =>
    signIn('needs_identifier', { first_factor_verification: verification })
  const goesOn = { status: goesOnIn, signIn: { id } }
  return {
    complete: {
      at: 1,
      attempt: signIn('complete', { created_session_id: sessionId }),
      comesTo: { status: 'signed-in', sessionId },
    },
    protected: { at: 2, attempt: signIn('needs_protect_check'), comesTo: goesOn },
    locked: { at: 6, attempt: found(failed('user_locked')), comesTo: refused('user_locked') },
    firstFactor: { at: 7, attempt: signIn('needs_first_factor'), comesTo: goesOn },
    newPassword: { at: 8, attempt: signIn('needs_new_password'), comesTo: goesOn },
    transferable: {
      at: 9,
      attempt: found({ status: 'transferable', error: { code: 'external_account_not_found' } }),
      comesTo: { status: goesOnUp, signUp: { id: 'sua_moved' } },
      isOfNobody: true,
    },
    secondFactor: { at: 11, attempt: signIn('needs_second_factor'), comesTo: goesOn },
    clientTrust: { at: 11, attempt: signIn('needs_client_trust'), comesTo: goesOn },
    already: {
      at: 12,
      attempt: found(failed('identifier_already_signed_in', { session_id: sessionId })),
      comesTo: { status: 'signed-in', sessionId },
    },
    failed: {
      at: 16,
      attempt: found(failed('oauth_access_denied')),
      comesTo: refused('oauth_access_denied'),
    },
    unfinished: {
      at: 16,
      attempt: found({ status: 'unverified', strategy: 'oauth_google' }),
      comesTo: refused('redirect_unfinished'),
    },
    none: { at: 17, attempt: null, comesTo: { status: 'signed-in' } },
  }
}

/** What a client says of a sign-up. */
const signUpSteps = (id: string, sessionId: string): Record<string, Step> => {
  const signUp = (account: object | null, fields: object = {}) => ({
    ...{ id, status: 'missing_requirements', verifications: { external_account: account }, ...fields },
  })
  const goesOn = { status: goesOnUp, signUp: { id } }
  return {
    protected: { at: 3, attempt: signUp(null, { missing_fields: ['protect_check'] }), comesTo: goesOn },
    transferable: {
      at: 4,
      attempt: signUp({ status: 'transferable', error: { code: 'external_account_exists' } }),
      comesTo: { status: goesOnIn, signIn: { id: 'sia_moved' } },
      isOfNobody: true,
    },
    locked: { at: 5, attempt: signUp(failed('user_locked')), comesTo: refused('user_locked') },
    complete: {
      at: 10,
      attempt: signUp(null, { status: 'complete', created_session_id: sessionId }),
      comesTo: { status: 'signed-in', sessionId },
    },
    already: {
      at: 12,
      attempt: signUp(failed('identifier_already_signed_in', { session_id: sessionId })),
      comesTo: { status: 'signed-in', sessionId },
    },
    failed: { at: 13, attempt: signUp(failed('not_allowed_access')), comesTo: refused('not_allowed_access') },
    verified: { at: 14, attempt: signUp({ status: 'verified' }), comesTo: goesOn },
    none: { at: 17, attempt: null, comesTo: { status: 'signed-in' } },
  }
}

async function open() {
  const world = await createWorld({ signedIn: [alice, bob] })
  const answer = async (client: object | null, left = '') => {
    const end = world.fault('GET /client', { body: { response: client, client: null } })
    const { frontdesk } = world.open({ mount: false })
    leftWith(frontdesk._internal).write(left)
    const outcome = await handleRedirectCallback(frontdesk)
    end()
    return { outcome, frontdesk }
  }
  const moved = (id: string, status: string) => ({ body: { response: { id, status }, client: null } })
  world.fault('POST /client/sign_ins', moved('sia_moved', 'needs_second_factor'))
  world.fault('POST /client/sign_ups', moved('sua_moved', 'missing_requirements'))
  return { world, answer, client: await clientOf(world) }
}

/** The client as it is on the wire. */
async function clientOf({ browser, fapi }: World): Promise<object> {
  const { ambient } = browser.openTab()
  const [host] = atob(fapi.publishableKey.split('_')[2]!).split('$')
  const { token } = fapi.devBrowsers[0]!
  const response = await ambient.fetch(`https://${host}/v1/client?__clerk_db_jwt=${token}`, {})
  return (await response.json()).response
}

const signInNames = Object.keys(signInSteps('', ''))

describe('what is on the client', () => {
  test.each(signInNames)(
    'behavior: is looked at in Clerk’s order: a sign-in that is %s, beside each sign-up',
    async (name) => {
      const { world, answer, client } = await open()
      const [ofAlice, ofBob] = world.seeded!.sessionIds as [string, string]
      for (const other of Object.keys(signUpSteps('', ''))) {
        const signIn = signInSteps(`sia_${other}`, ofAlice)[name]!
        const signUp = signUpSteps(`sua_${other}`, ofBob)[other]!
        const first = signIn.at < signUp.at ? signIn : signUp
        const attempts = { sign_in: signIn.attempt, sign_up: signUp.attempt }
        // A new tab shows who was active last. Only one that shows nobody moves an account.
        const shown = first.isOfNobody
          ? { sessions: [] }
          : { last_active_session_id: first.comesTo.sessionId }
        const { outcome } = await answer({ ...client, ...attempts, ...shown })
        expect(outcome, `${name} beside ${other}`).toMatchObject(first.comesTo)
      }
    },
  )

  test('error: a sign-in that only leads to an enterprise leads nowhere else', async () => {
    const { answer, client } = await open()
    const factors = (...strategies: string[]) => ({
      ...client,
      sign_in: {
        ...{ id: 'sia_1', status: 'needs_first_factor' },
        supported_first_factors: strategies.map((strategy) => ({ strategy })),
        first_factor_verification: { status: 'unverified', strategy: 'enterprise_sso' },
      },
    })
    const { outcome } = await answer(factors('enterprise_sso', 'enterprise_sso'))
    expect(outcome).toMatchObject(refused('redirect_unfinished'))
    for (const strategies of [['enterprise_sso', 'password'], []])
      expect((await answer(factors(...strategies))).outcome).toMatchObject({ status: goesOnIn })
  })

  const strategy = 'oauth_google'
  test.each<[string, object, string]>([
    [
      'an error without a code',
      { first_factor_verification: { status: 'failed', strategy, error: {} } },
      'redirect_unfinished',
    ],
    [
      'an error that is none',
      { first_factor_verification: { status: 'failed', strategy, error: 'denied' } },
      'redirect_unfinished',
    ],
    [
      'a session elsewhere',
      { first_factor_verification: failed('identifier_already_signed_in', { session_id: 'sess_1' }) },
      'identifier_already_signed_in',
    ],
    [
      'an odd verification',
      { first_factor_verification: { error: { code: 'user_locked' } } },
      'malformed_response',
    ],
  ])('error: with %s nobody is signed in', async (_, attempt, code) => {
    const { answer, client } = await open()
    const { outcome } = await answer({
      ...client,
      sign_in: { id: 'sia_1', status: 'needs_identifier', ...attempt },
    })
    expect(outcome).toMatchObject(refused(code))
  })

  test.each<[string, object]>([
    ['no attempt', {}],
    ['a session that is not there', { sign_in: { status: 'complete', created_session_id: 'sess_1' } }],
    ['no session', { sign_in: { status: 'complete' } }],
    [
      'a sign-in by a passkey',
      { sign_in: { first_factor_verification: { status: 'unverified', strategy: 'passkey' } } },
    ],
    [
      'a sign-up by an address',
      { sign_up: { status: 'missing_requirements', missing_fields: ['password'] } },
    ],
  ])(
    'behavior: with %s on the client, a tab that has left with nothing has come from nowhere',
    async (_, attempts) => {
      const { answer, client } = await open()
      const begun = Object.entries(attempts).map(([name, attempt]) => [
        name,
        { id: 'a_1', status: 'needs_identifier', ...attempt },
      ])
      const given = { ...client, ...Object.fromEntries(begun), sessions: [] }
      expect((await answer(given)).outcome).toEqual({ status: 'none' })
      expect((await answer(null)).outcome).toEqual({ status: 'none' })
      // One that has left is told that it came to nothing.
      expect((await answer(given, 'a_0')).outcome).toMatchObject(refused('redirect_unfinished'))
    },
  )

  test('error: the Frontend API’s words are the error’s', async () => {
    const { answer, client } = await open()
    const error = {
      ...{ code: 'not_allowed_access', message: 'No', long_message: 'You may not come in.' },
      meta: { param_name: 'identifier' },
    }
    const { outcome } = await answer({
      ...client,
      sign_in: {
        id: 'sia_1',
        status: 'needs_identifier',
        first_factor_verification: { status: 'failed', error },
      },
    })
    const refusal = outcome.status === 'refused' && outcome.error
    expect(refusal).toMatchObject({
      code: 'not_allowed_access',
      errors: [{ longMessage: 'You may not come in.', meta: { paramName: 'identifier' } }],
    })
    expect(refusal && [refusal.message, refusal.status]).toEqual(['You may not come in.', undefined])
  })

  test('behavior: attempts that stay on the client are taken over once each, also in turns', async () => {
    const { world, answer, client } = await open()
    const [ofAlice, ofBob] = world.seeded!.sessionIds as [string, string]
    const signIn = { sign_in: { id: 'sia_1', status: 'complete', created_session_id: ofAlice } }
    const signUp = { sign_up: { id: 'sua_1', status: 'complete', created_session_id: ofBob } }
    const shown = []
    for (const [attempts, left] of [
      [signIn, 'sia_1'],
      [{ ...signIn, ...signUp }, 'sua_1'],
      [{ ...signIn, ...signUp }, 'sua_1'],
      [signIn, 'sia_1'],
    ] as const) {
      const { outcome } = await answer({ ...client, ...attempts }, left)
      shown.push(outcome.status === 'signed-in' && outcome.sessionId)
    }
    // A new tab shows who was active last.
    expect(shown).toEqual([ofAlice, ofBob, ofBob, ofBob])
  })

  test('behavior: a tab goes on with what it has left with only', async () => {
    const { world, answer, client } = await open()
    const [ofAlice, ofBob] = world.seeded!.sessionIds as [string, string]
    const attempts = {
      sign_in: { id: 'sia_1', status: 'complete', created_session_id: ofAlice },
      sign_up: { id: 'sua_1', status: 'missing_requirements', missing_fields: ['protect_check'] },
    }
    const goesOn = { status: goesOnUp, signUp: { id: 'sua_1' } }
    expect((await answer({ ...client, ...attempts }, 'sua_1')).outcome).toMatchObject(goesOn)
    for (const left of ['sia_0', 'sua_0', ''])
      expect((await answer({ ...client, ...attempts }, left)).outcome).toMatchObject({ sessionId: ofBob })
    expect((await answer({ ...client, ...attempts }, 'sia_1')).outcome).toMatchObject({ sessionId: ofAlice })
  })

  test.each([
    ['sign_in', 'transferable', 'sua_moved'],
    ['sign_up', 'transferable', 'sia_moved'],
  ] as const)('behavior: and with what has become of it: %s', async (name, step, moved) => {
    const { answer, client } = await open()
    const { attempt, comesTo } = (name === 'sign_in' ? signInSteps : signUpSteps)('a_1', '')[step]!
    const { outcome, frontdesk } = await answer({ ...client, [name]: attempt }, 'a_1')
    expect(outcome).toMatchObject(comesTo)
    expect(leftWith(frontdesk._internal).read()).toBe(moved)
  })
})
