import { act, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { perform, renderHookInPage } from '../../../test/support/render'
import { createWorld, refusal } from '../../../test/support/world'
import {
  useConnectionStatus,
  useEmailCode,
  useEmailLink,
  useSession,
  useSignIn,
  useSignUp,
} from '../../index'

const nina = 'nina@example.com'

function useForm() {
  const flow = useSignIn()
  return {
    flow,
    code: useEmailCode(flow),
    link: useEmailLink(flow, { redirectUrl: '/verified' }),
    up: useSignUp(),
    session: useSession(),
    connection: useConnectionStatus(),
  }
}

async function open() {
  const world = await createWorld({ signUp: { required: ['email_address'] } })
  const { result } = renderHookInPage(world.open({ mount: false }), useForm)
  await waitFor(() => expect(result.current.connection.status).toBe('ready'))
  return { fapi: world.fapi, result }
}

test('behavior: one form for both: whoever proves an address that nobody has goes on as a new user', async () => {
  const { fapi, result } = await open()
  await perform(() => result.current.code.send({ identifier: nina, signUpIfMissing: true }))
  expect(result.current.code).toMatchObject({ isSent: true, safeIdentifier: nina })
  const error = await act(() => refusal(result.current.code.verify(fapi.emails.entries[0]!.code)))
  expect(error).toMatchObject({ code: 'sign_up_if_missing_transfer' })
  expect(result.current.flow.signIn.firstFactorVerification?.status).toBe('transferable')
  await perform(() => result.current.up.create({ transfer: true }))
  expect(result.current.session.session?.user.primaryEmailAddress?.emailAddress).toBe(nina)
})

test('behavior: by a link, the form that waits for it sees that it is a new user', async () => {
  const { fapi, result } = await open()
  await perform(() => result.current.link.send({ identifier: nina, signUpIfMissing: true }))
  await fapi.fetch(new Request(fapi.emails.entries[0]!.link!))
  await waitFor(
    () => expect(result.current.flow.signIn.firstFactorVerification?.status).toBe('transferable'),
    { timeout: 5000 },
  )
  await perform(() => result.current.up.create({ transfer: true }))
  expect(result.current.session.session?.user.primaryEmailAddress?.emailAddress).toBe(nina)
})
