import type { SignIn, SignUp } from '../../../src/core'
import { signIns } from '../../../src/core/wire/resources/signIn'
import { signUps } from '../../../src/core/wire/resources/signUp'
import { start } from '../action'
import { clientOf, type Life } from '../life'
import type { Action, World } from '../world'

/** Takes a step of a sign-in or a sign-up. Of several that are completed, and clicks, the last one wins. */
export const takeStep = (
  world: World,
  life: Life,
  name: string,
  step: () => Promise<SignIn | SignUp>,
): Action =>
  start(world, life, name, async () => {
    const attempt = await step()
    const created = attempt.createdSessionId
    for (const { switches } of life.page) if (created && !switches.includes(created)) switches.push(created)
    return attempt
  })

/** The sign-in under way on a page's client, as far as it knows. */
export function signInUnderWay(life: Life) {
  const rider = clientOf(life)?.signIn
  const signIn = rider && signIns.read(rider, '')
  const factors = signIn?.supportedFirstFactors ?? []
  const { emailAddressId } = factors.find((factor) => factor.strategy === 'email_code') ?? {}
  return {
    id: signIn?.id ?? null,
    identifier: signIn?.identifier ?? '',
    emailAddressId: String(emailAddressId),
  }
}

/** The same for a sign-up. */
export function signUpUnderWay(life: Life) {
  const rider = clientOf(life)?.signUp
  const { id = null, emailAddress = null } = rider ? signUps.read(rider, '') : {}
  return { id, emailAddress: emailAddress ?? '' }
}

/** The codes that somebody might enter: the newest one in the mailbox, and another. */
export function codesTo({ fapi }: World, address: string): Record<'code' | 'wrong code', string> {
  const code = fapi.emails.filter({ to: address }).findLast((email) => email.code)?.code ?? '000000'
  return { code, 'wrong code': code === '111111' ? '222222' : '111111' }
}
