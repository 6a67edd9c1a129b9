import { QueryClient } from '@tanstack/react-query'
import { waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { perform, renderHookInPage } from '../../../test/support/render'
import { cached, recordingStorage, textOf } from '../../../test/support/textOf'
import { createWorld, type World } from '../../../test/support/world'
import { totpCode, totpStepAt } from '../../fapi/state/totp'
import {
  formErrors,
  signInWithPassword,
  useConnectionStatus,
  useEmailCode,
  useEmailLink,
  usePasswordReset,
  usePhoneCode,
  useSecondFactor,
  useSignIn,
  useSignUp,
  useTicket,
} from '../../index'

const ann = { identifier: 'ann@example.com', password: 'ann-secret-1', phones: [{ number: '+12125551234' }] }
const tess = {
  identifier: 'tess@example.com',
  password: 'tess-secret-1',
  totpSecret: 'ABCDEFGHIJKLMNOP',
  backupCodes: ['backup-secret-1'],
}
const { identifier, password } = ann
const wrong = 'wrong-secret-1'

/** All ways in, in one component. */
function useWays() {
  const signIn = useSignIn()
  const signUp = useSignUp()
  return {
    connection: useConnectionStatus(),
    signIn,
    signUp,
    emailCode: useEmailCode(signIn),
    phoneCode: usePhoneCode(signIn),
    reset: usePasswordReset(signIn),
    totp: useSecondFactor(signIn),
    backup: useSecondFactor(signIn, { strategy: 'backup_code' }),
    link: useEmailLink(signIn, { redirectUrl: '/verified' }),
    ticket: useTicket(signIn),
    verify: useEmailCode(signUp),
  }
}
type Ways = ReturnType<typeof useWays>

/** Takes a step that is refused or not. @returns what was thrown */
type Take = (step: (ways: Ways) => Promise<unknown>) => Promise<unknown>

const emailed = ({ fapi }: World) => fapi.emails.entries.at(-1)!.code
const texted = ({ fapi }: World) => fapi.texts.entries.at(-1)!.code

async function ticketOf({ fapi }: World): Promise<string> {
  const headers = { authorization: `Bearer ${fapi.secretKey}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ user_id: fapi.users[0]!.id })
  const url = 'http://localhost:4400/v1/sign_in_tokens'
  const response = await fapi.fetch(new Request(url, { method: 'POST', headers, body }))
  return ((await response.json()) as { token: string }).token
}

/** What each way does, first wrong and then right. @returns the secrets in it */
const ways: Record<string, (take: Take, world: World, ticket: string) => Promise<string[]>> = {
  async signInWithPassword(take) {
    await take(({ signIn }) => signInWithPassword(signIn, { identifier, password: wrong }))
    await take(({ signIn }) => signInWithPassword(signIn, { identifier, password }))
    return [wrong, password]
  },
  async useEmailCode(take, world) {
    await take(({ emailCode }) => emailCode.send({ identifier }))
    await take(({ emailCode }) => emailCode.verify(wrong))
    const code = emailed(world)
    await take(({ emailCode }) => emailCode.verify(code))
    return [wrong, code]
  },
  async usePhoneCode(take, world) {
    await take(({ phoneCode }) => phoneCode.send({ identifier: ann.phones[0]!.number }))
    await take(({ phoneCode }) => phoneCode.verify(wrong))
    const code = texted(world)
    await take(({ phoneCode }) => phoneCode.verify(code))
    return [wrong, code]
  },
  async usePasswordReset(take, world) {
    await take(({ reset }) => reset.send({ identifier }))
    await take(({ reset }) => reset.verify(wrong))
    const code = emailed(world)
    await take(({ reset }) => reset.verify(code))
    await take(({ reset }) => reset.setPassword({ password: 'weak-1!' }))
    await take(({ reset }) => reset.setPassword({ password: 'new-secret-1' }))
    return [wrong, code, 'weak-1!', 'new-secret-1']
  },
  async useSecondFactor(take, { fapi }) {
    const { identifier, password } = tess
    await take(({ signIn }) => signInWithPassword(signIn, { identifier, password }))
    await take(({ totp }) => totp.verify(wrong))
    const code = await totpCode(tess.totpSecret, totpStepAt(fapi.clock.now()))
    await take(({ totp }) => totp.verify(code))
    return [password, wrong, code]
  },
  async 'useSecondFactor with a backup code'(take) {
    const { identifier, password, backupCodes } = tess
    await take(({ signIn }) => signInWithPassword(signIn, { identifier, password }))
    await take(({ backup }) => backup.verify(wrong))
    await take(({ backup }) => backup.verify(backupCodes[0]!))
    return [password, wrong, backupCodes[0]!]
  },
  async useEmailLink(take, { fapi }) {
    await take(({ link }) => link.send({ identifier }))
    const { link } = fapi.emails.entries.at(-1)!
    await fapi.fetch(new Request(link!))
    await take(({ signIn }) => signIn.reload())
    return [new URL(link!).searchParams.get('token')!]
  },
  async useTicket(take, { fapi }, ticket) {
    // Somebody who may not, and then may.
    fapi.banUser(identifier)
    await take(({ ticket }) => ticket.accept())
    fapi.unbanUser(identifier)
    await take(({ ticket }) => ticket.accept())
    return [ticket]
  },
  async 'useEmailCode of a sign-up'(take, world) {
    const emailAddress = 'new@example.com'
    await take(({ verify }) => verify.send({ emailAddress, password: 'weak-1!' }))
    await take(({ verify }) => verify.send({ emailAddress, password: 'new-secret-1' }))
    await take(({ verify }) => verify.verify(wrong))
    const code = emailed(world)
    await take(({ verify }) => verify.verify(code))
    return ['weak-1!', 'new-secret-1', wrong, code]
  },
}

describe('rule 9 · secrets stay in memory', () => {
  test.each(Object.keys(ways))(
    'behavior: %s leaves none in caches, errors, storage, the URL or the console',
    async (name) => {
      const told = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
        vi.spyOn(console, level),
      )
      const world = await createWorld({ users: [ann, tess] })
      const ticket = await ticketOf(world)
      const url = name === 'useTicket' ? `/?__clerk_ticket=${ticket}` : '/'
      const tab = world.browser.openTab({ url })
      const written: string[] = []
      const warned: unknown[] = []
      const page = world.open({
        tab,
        mount: false,
        queryClient: new QueryClient(),
        onWarning: (warning) => warned.push(warning),
        ambient: {
          tabStorage: recordingStorage(tab.ambient.tabStorage, written),
          originStorage: recordingStorage(tab.ambient.originStorage, written),
        },
      })
      const { result } = renderHookInPage(page, useWays)
      await waitFor(() => expect(result.current.connection.status).toBe('ready'))
      const errors: unknown[] = []
      const seen: string[] = []
      const take: Take = (step) =>
        perform(async () => {
          // While it is under way, and when it has ended.
          const running = step(result.current).catch((error: unknown) => {
            errors.push(error)
          })
          seen.push(cached(page))
          await running
          seen.push(cached(page))
        })
      const secrets = await ways[name]!(take, world, ticket)
      const { signIn, signUp } = result.current
      expect([signIn.signIn.status, signUp.signUp.status]).toContain('complete')
      if (name !== 'useEmailLink') expect(errors.length).toBeGreaterThan(0)
      const shown = errors.map((error) => formErrors(error))
      const places = {
        caches: seen.join(),
        errors: textOf(errors) + textOf(shown),
        storage: written.join(),
        url: tab.ambient.page!.url(),
        console: textOf(told.map(({ mock }) => mock.calls)) + textOf(warned),
        state: textOf(page.frontdesk.state) + textOf([signIn.signIn, signUp.signUp]),
      }
      expect(written.length).toBeGreaterThan(0)
      expect(places.caches).toMatch(/needs_|complete/)
      for (const [place, text] of Object.entries(places)) {
        for (const secret of secrets) expect(text.includes(secret), `${secret} in ${place}`).toBe(false)
      }
    },
  )
})
