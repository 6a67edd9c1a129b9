import type { FapiContext } from '../http/env'
import { admitUser } from '../security/caller'
import { createSignedUp } from '../state/signUpSteps'
import { missingFields, unverifiedFields } from '../state/signUps'
import type { ClientRecord, SignUpRecord } from '../state/state'

/** Completes a sign-up that lacks nothing: its user is made and signed in. @throws FapiError where another one took the address or the name meanwhile */
export function finishSignUp(c: FapiContext, client: ClientRecord, signUp: SignUpRecord): void {
  const box = c.get('box')
  if (missingFields(box, signUp).length + unverifiedFields(box, signUp).length > 0) return
  const user = createSignedUp(box, signUp)
  signUp.createdUserId = user.id
  const { external, verification, phoneVerification } = signUp
  const { strategy } = [external, verification, phoneVerification].find((way) => way?.verified) ?? {
    strategy: 'password',
  }
  signUp.createdSessionId = admitUser(c, client, user, strategy).id
}

/** The same for one that went on elsewhere, as by a link in an e-mail: it stays on its client, to be found there. @throws FapiError */
export function finishElsewhere(c: FapiContext, client: ClientRecord, signUp: SignUpRecord): void {
  finishSignUp(c, client, signUp)
  signUp.isKept = signUp.createdSessionId !== null
}
