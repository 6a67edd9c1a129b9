import { act, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { perform, renderHookInBrowser, renderHookInPage } from '../../../test/support/render'
import { cached, textOf } from '../../../test/support/textOf'
import { alice, bob, refusal, schemes, type WorldOptions } from '../../../test/support/world'
import { getOrganizationInvitations, getToken, request, signOut } from '../../core'
import type { FapiUser } from '../../fapi'
import {
  type SessionTask,
  useConnectionStatus,
  useReverification,
  useSession,
  useSessionTasks,
  useSignIn,
} from '../../index'

const minute = 60_000
const number = '+15555550123'
const wanted = 'brand-new-password'

const useTasks = () => {
  const tasks = useSessionTasks()
  const reset = tasks.tasks.find((task): task is Task<'reset-password'> => task.key === 'reset-password')
  return {
    connection: useConnectionStatus(),
    session: useSession(),
    signIn: useSignIn(),
    tasks,
    change: useReverification((newPassword: string) => reset!.changePassword({ newPassword })),
  }
}

interface Options extends WorldOptions {
  user?: Partial<FapiUser>
}

/** Alice's session with these tasks, in two tabs. */
async function open(tasks: string[], { user, ...options }: Options = {}) {
  const opened = await renderHookInBrowser(useTasks, {
    users: [{ ...alice, tasks, ...user }, bob],
    signedIn: [alice],
    ...options,
  })
  const { page, result, world } = opened
  const other = world.open({ mount: false })
  const { result: elsewhere } = renderHookInPage(other, useTasks)
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  await waitFor(() => expect(elsewhere.current.connection.status).toBe('ready'))
  const due = <Key extends SessionTask['key']>(key: Key, here = result) =>
    only(here.current.tasks.tasks[0], key)
  const isActive = async () => {
    expect(result.current.session.status).toBe('signed-in')
    expect(result.current.tasks.tasks).toEqual([])
    await waitFor(() => expect(elsewhere.current.session.status).toBe('signed-in'))
    expect(elsewhere.current.tasks.tasks).toEqual([])
    expect(await getToken(other.frontdesk)).not.toBeNull()
  }
  const kept = () => cached(page) + textOf(result.current.tasks)
  /** Whether a new session has a task. */
  const next = async () => {
    const { sessionIds } = await world.fapi.seedClient({ users: [alice.identifier] })
    return world.fapi.sessions.find(({ id }) => id === sessionIds[0])!
  }
  return { ...opened, other, elsewhere, due, isActive, kept, next }
}

type Task<Key> = Extract<SessionTask, { key: Key }>

function only<Key extends SessionTask['key']>(task: SessionTask | undefined, key: Key) {
  expect(task?.key).toBe(key)
  return task as Task<Key>
}

describe('reset-password', () => {
  test.each(schemes)(
    'behavior: another password makes the session active, in both tabs, %s',
    async (scheme) => {
      const { world, result, due, isActive, kept, next } = await open(['reset-password'], { scheme })
      expect(result.current.session.status).toBe('pending')
      await perform(() => due('reset-password').changePassword({ newPassword: wanted }))
      await isActive()
      expect(world.fapi.users[0]!.password).toBe(wanted)
      expect((await next()).status).toBe('active')
      expect(kept()).not.toContain(wanted)
    },
  )

  test('error: one against the rules is told by field, kept nowhere, and the task stays', async () => {
    const { result, due, kept, isActive } = await open(['reset-password'], {
      passwords: { requires: ['number'], leaked: ['leaked-word-1'] },
    })
    for (const [bad, code] of [
      ['short1', 'form_password_length_too_short'],
      ['without-digits', 'form_password_no_number'],
      ['leaked-word-1', 'form_password_pwned'],
    ] as const) {
      const error = await perform(() => refusal(due('reset-password').changePassword({ newPassword: bad })))
      expect(error).toMatchObject({ code, errors: [{ meta: { paramName: 'new_password' } }] })
      await waitFor(() => expect(result.current.tasks.error).toBe(error))
      expect(kept()).not.toContain(bad)
      expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(bad)
    }
    await perform(() => due('reset-password').changePassword({ newPassword: 'good-word-1' }))
    await isActive()
  })

  test('behavior: after a while a step-up is asked for, and then it is done', async () => {
    const { world, result, isActive } = await open(['reset-password'])
    world.fapi.clock.advance(20 * minute)
    let done: Promise<void> | undefined
    act(() => {
      done = result.current.change.call(wanted)
      done.catch(() => {})
    })
    await waitFor(() => expect(result.current.change.reverification).toMatchObject({ isPending: false }))
    const { reverification } = result.current.change
    if (reverification?.status !== 'needs_first_factor') throw new Error(`${reverification?.status}`)
    await perform(() => reverification.attemptFirstFactor({ strategy: 'password', password: alice.password }))
    await perform(() => done!)
    await isActive()
    expect(world.requests('POST /me/change_password')).toHaveLength(2)
  })

  test('behavior: done in another tab: it is gone here, and a form that is late does no harm', async () => {
    const { world, result, elsewhere, due } = await open(['reset-password'])
    const { changePassword } = due('reset-password')
    await perform(() => due('reset-password', elsewhere).changePassword({ newPassword: wanted }))
    await waitFor(() => expect(result.current.session.status).toBe('signed-in'))
    expect(result.current.tasks.tasks).toEqual([])
    await perform(() => changePassword({ newPassword: 'a-later-password' }))
    expect(world.fapi.users[0]!.password).toBe('a-later-password')
    expect(result.current.session.status).toBe('signed-in')
  })

  test('behavior: a password that was found in a breach, where there is no other way in', async () => {
    const { world, result, due, isActive } = await open([], {
      signedIn: [],
      strategies: ['password'],
      passwords: { leaked: [alice.password] },
    })
    await perform(() => result.current.signIn.create(alice))
    expect(result.current.session.status).toBe('pending')
    const error = await perform(() =>
      refusal(due('reset-password').changePassword({ newPassword: alice.password })),
    )
    expect(error).toMatchObject({ code: 'form_new_password_matches_current' })
    await perform(() => due('reset-password').changePassword({ newPassword: wanted }))
    await isActive()
    expect(world.fapi.users[0]!.password).toBe(wanted)
  })
})

describe('setup-mfa', () => {
  test.each(schemes)(
    'behavior: an app, after a wrong code; its backup codes come once, %s',
    async (scheme) => {
      const { world, result, due, isActive, kept, next } = await open(['setup-mfa'], { scheme })
      const { secret, uri } = await perform(() => due('setup-mfa').createTotp())
      expect(uri).toContain(secret)
      const error = await perform(() => refusal(due('setup-mfa').verifyTotp({ code: 'wrong-code' })))
      expect(error).toMatchObject({ code: 'form_code_incorrect' })
      await waitFor(() => expect(result.current.tasks.error).toBe(error))
      const code = await world.fapi.totpCode(alice.identifier)
      const { backupCodes } = await perform(() => due('setup-mfa').verifyTotp({ code }))
      expect(backupCodes).toHaveLength(10)
      await isActive()
      expect((await next()).status).toBe('active')
      for (const given of [secret, 'wrong-code', code, backupCodes[0]!]) expect(kept()).not.toContain(given)
    },
  )

  test('behavior: a phone, after a wrong code and another one sent', async () => {
    const { world, page, due, isActive, kept } = await open(['setup-mfa'], {
      user: { phones: [{ number: '+15555550199' }] },
    })
    const { phoneNumberId } = await perform(() =>
      due('setup-mfa').createPhone({ phoneNumber: '+33612345678' }),
    )
    const first = world.fapi.texts.entries.at(-1)!
    expect(first.to).toBe('+33612345678')
    const error = await perform(() =>
      refusal(due('setup-mfa').verifyPhone({ phoneNumberId, code: 'wrong-code' })),
    )
    expect(error).toMatchObject({ code: 'form_code_incorrect' })
    await perform(() => due('setup-mfa').sendCode({ phoneNumberId }))
    const { code } = world.fapi.texts.entries.at(-1)!
    const { backupCodes } = await perform(() => due('setup-mfa').verifyPhone({ phoneNumberId, code: code! }))
    expect(backupCodes).toHaveLength(10)
    await isActive()
    expect(await request(page.frontdesk, 'GET', '/me')).toMatchObject({
      phone_numbers: [{}, { phone_number: '+33612345678', reserved_for_second_factor: true }],
    })
    for (const given of [code!, 'wrong-code', backupCodes[0]!]) expect(kept()).not.toContain(given)
  })

  test('behavior: a step that is taken twice at a time is taken once', async () => {
    const { world, due, isActive } = await open(['setup-mfa'])
    const { createPhone, verifyPhone } = due('setup-mfa')
    const twice = <T,>(step: () => Promise<T>) => perform(() => Promise.all([step(), step()]))
    const [{ phoneNumberId }, second] = await twice(() => createPhone({ phoneNumber: number }))
    expect(second).toMatchObject({ phoneNumberId })
    expect(world.fapi.texts.entries).toHaveLength(1)
    const [one, two] = await twice(() => verifyPhone({ phoneNumberId, code: '424242' }))
    expect(one.backupCodes).toHaveLength(10)
    expect(two).toEqual(one)
    await isActive()
  })

  test('behavior: a phone that was begun before a reload, or is verified already, goes on from there', async () => {
    const { world, due, isActive } = await open(['setup-mfa'])
    const begun = await perform(() => due('setup-mfa').createPhone({ phoneNumber: number }))
    // As typed anew.
    const again = await perform(() => due('setup-mfa').createPhone({ phoneNumber: '+1 (555) 555-0123' }))
    expect(again).toEqual({ ...begun, isVerified: false })
    expect(world.fapi.texts.entries).toHaveLength(2)
    const { phoneNumberId } = again
    world.fault('PATCH /me/phone_numbers/*', { status: 500, times: 1 })
    expect(
      await perform(() => refusal(due('setup-mfa').verifyPhone({ phoneNumberId, code: '424242' }))),
    ).toMatchObject({ status: 500 })
    await perform(() => due('setup-mfa').verifyPhone({ phoneNumberId, code: '424242' }))
    await isActive()
  })

  test('behavior: a phone that is verified needs no code', async () => {
    const { world, due, isActive } = await open(['setup-mfa'], { user: { phones: [{ number }] } })
    const { phoneNumberId, isVerified } = await perform(() =>
      due('setup-mfa').createPhone({ phoneNumber: number }),
    )
    expect(isVerified).toBe(true)
    expect(world.fapi.texts.entries).toEqual([])
    await perform(() => due('setup-mfa').verifyPhone({ phoneNumberId }))
    await isActive()
  })

  test("error: somebody else's number may be nobody else's", async () => {
    const { due } = await open(['setup-mfa'], {
      users: [
        { ...alice, tasks: ['setup-mfa'] },
        { ...bob, phones: [{ number }] },
      ],
    })
    const begin = await perform(() => refusal(due('setup-mfa').createPhone({ phoneNumber: number })))
    expect(begin).toMatchObject({ status: 422, code: 'form_identifier_exists' })
    const none = await perform(() => refusal(due('setup-mfa').createPhone({ phoneNumber: '12' })))
    expect(none).toMatchObject({ status: 422 })
    expect(due('setup-mfa')).toBeDefined()
  })

  test('behavior: done in another tab while a code was typed here: a typed error, and the session is active', async () => {
    const { world, result, elsewhere, due } = await open(['setup-mfa'])
    const { createTotp, verifyTotp } = due('setup-mfa')
    await perform(createTotp)
    const code = await world.fapi.totpCode(alice.identifier)
    await perform(() => due('setup-mfa', elsewhere).verifyTotp({ code }))
    await waitFor(() => expect(result.current.session.status).toBe('signed-in'))
    expect(await perform(() => refusal(verifyTotp({ code })))).toMatchObject({
      name: 'FrontdeskError',
      code: 'totp_already_enabled',
    })
    expect(result.current.session.status).toBe('signed-in')
  })
})

describe('choose-organization', () => {
  const organizations = [
    {
      id: 'org_acme',
      name: 'Acme',
      members: [{ user: bob.identifier }],
      invitations: [{ emailAddress: alice.identifier }],
    },
  ]

  test.each<[string, (task: Task<'choose-organization'>, id: string) => Promise<unknown>]>([
    ['made', (task) => task.createOrganization({ name: 'Crux' })],
    ['joined', (task, invitationId) => task.acceptInvitation({ invitationId })],
  ])(
    'behavior: one that is %s makes the session active in both tabs, where everybody has to be in one',
    async (_, take) => {
      const { page, due, isActive, result } = await open([], { forceOrganization: true, organizations })
      const [invitation] = await getOrganizationInvitations(page.frontdesk)
      await perform(() => take(due('choose-organization'), invitation!.id))
      await isActive()
      expect(result.current.session.organizationId).not.toBeNull()
    },
  )

  test('behavior: one that is accepted twice at a time, and late, is joined once', async () => {
    const { page, world, due, isActive } = await open(['choose-organization'], { organizations })
    const [invitation] = await getOrganizationInvitations(page.frontdesk)
    const task = due('choose-organization')
    const accept = () => task.acceptInvitation({ invitationId: invitation!.id })
    await perform(() => Promise.all([accept(), accept()]))
    await isActive()
    expect(world.requests().filter((sent) => sent.endsWith('/accept'))).toHaveLength(1)
    expect(await perform(() => refusal(accept()))).toMatchObject({ name: 'FrontdeskError' })
    await isActive()
  })
})

test.each([
  ['lost', { cut: true }],
  ['answered by an outage', { status: 503 }],
  ['put off', { status: 429, retryAfter: 1 }],
])('behavior: an organization whose choice is %s is not made twice', async (_, fault) => {
  const { world, result, due, isActive } = await open(['choose-organization'])
  world.fapi.fault({ method: 'POST', path: /\/touch$/, times: 1, ...fault })
  const make = (name = 'Crux') => due('choose-organization').createOrganization({ name })
  expect(await perform(() => refusal(make()))).toMatchObject({ name: 'FrontdeskError' })
  expect(result.current.session.status).toBe('pending')
  const made = await perform(() => make())
  expect(made.name).toBe('Crux')
  await isActive()
  expect(result.current.session.organizationId).toBe(made.id)
  expect(world.requests('POST /organizations')).toHaveLength(1)
})

test('behavior: another one is made anew, and so is one that may not be chosen', async () => {
  const { world, due, isActive } = await open(['choose-organization'])
  const make = (name: string) => due('choose-organization').createOrganization({ name })
  world.fapi.fault({ method: 'POST', path: /\/touch$/, times: 1, cut: true })
  await perform(() => refusal(make('Crux')))
  world.fapi.fault({ method: 'POST', path: /\/touch$/, times: 1, status: 403 })
  await perform(() => refusal(make('Dune')))
  expect(world.requests('POST /organizations')).toHaveLength(2)
  await perform(() => make('Dune'))
  await isActive()
  expect(world.requests('POST /organizations')).toHaveLength(3)
})

test('behavior: several tasks are done one after another; it is active after the last', async () => {
  const { world, result, due, isActive } = await open(['setup-mfa', 'choose-organization', 'reset-password'])
  await perform(() => due('reset-password').changePassword({ newPassword: wanted }))
  expect(result.current.session.status).toBe('pending')
  await perform(() => due('choose-organization').createOrganization({ name: 'Crux' }))
  expect(result.current.session.status).toBe('pending')
  await perform(() => due('setup-mfa').createTotp())
  const code = await world.fapi.totpCode(alice.identifier)
  await perform(() => due('setup-mfa').verifyTotp({ code }))
  await isActive()
})

describe('rule 3 · sign-out is final · in the middle of a task', () => {
  type Opened = Awaited<ReturnType<typeof open>>

  const steps: [string, string, (opened: Opened) => Promise<unknown>][] = [
    [
      'reset-password',
      '/me/change_password',
      ({ due }) => due('reset-password').changePassword({ newPassword: wanted }),
    ],
    ['setup-mfa', '/me/totp', ({ due }) => due('setup-mfa').createTotp()],
    [
      'choose-organization',
      '/organizations',
      ({ due }) => due('choose-organization').createOrganization({ name: 'Crux' }),
    ],
  ]

  const withBoth = steps.flatMap((step) =>
    (['this tab', 'the other tab'] as const).map((where) => [step[0], where, step[1], step[2]] as const),
  )

  test.each(withBoth)(
    'error: %s: signed out in %s: a step that is answered late brings nobody back',
    async (...[key, where, path, take]) => {
      const opened = await open([key])
      const { world, page, other, result } = opened
      world.fault(`POST ${path}`, { delay: 40, times: 1 })
      const step = take(opened)
      step.catch(() => {})
      await perform(() => signOut((where === 'this tab' ? page : other).frontdesk, {}))
      await perform(() => step.catch(() => {}))
      await waitFor(() => expect(result.current.session.status).toBe('signed-out'))
      expect(result.current.tasks.tasks).toEqual([])
      expect(world.fapi.sessions[0]!.status).not.toMatch(/active|pending/)
    },
  )

  test.each(steps)(
    'error: %s: a form that is still open is told session_not_found',
    async (key, path, take) => {
      const opened = await open([key])
      const { world, page } = opened
      const [task] = opened.result.current.tasks.tasks
      await perform(() => signOut(page.frontdesk, {}))
      const due = (() => task) as unknown as Opened['due']
      expect(await perform(() => refusal(take({ ...opened, due })))).toMatchObject({
        code: 'session_not_found',
      })
      expect(world.requests(`POST ${path}`)).toEqual([])
    },
  )
})
