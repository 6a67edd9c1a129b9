import type { Box } from '../box'
import type { ResolvedOptions } from '../options'
import { attributeNames, ruleOf, waysToVerify } from './attributes'
import { connectionsOf } from './connections'
import { isKept } from './signIns'
import type { ClientRecord, SignUpRecord } from './state'
import type { Verification } from './verifications'
import { oauthIn } from './ways'

export function signUpStatus({ clock }: Box, { createdUserId, abandonAt }: SignUpRecord) {
  if (createdUserId !== null) return 'complete'
  return abandonAt <= clock.now() ? 'abandoned' : 'missing_requirements'
}

/** The sign-up that a client shows: one under way, or one that was completed elsewhere, while its session goes on. */
export function openSignUp(box: Box, client: ClientRecord): SignUpRecord | undefined {
  const signUp = box.state.signUps.get(client.signUpId ?? '')
  if (!signUp || signUp.abandonAt <= box.clock.now()) return undefined
  return signUp.createdUserId === null || isKept(box, signUp) ? signUp : undefined
}

const legal = 'legal_accepted'

/** The fields that a sign-up has to have, or may have, as the wire lists them. */
export function fieldsThatAre(options: ResolvedOptions, rule: 'required' | 'on'): string[] {
  const names: string[] = attributeNames.filter((name) => ruleOf(options, name) === rule)
  if (rule === 'on') names.push(...oauthIn(options.strategies))
  else if (options.signUp.legalConsent) names.push(legal)
  return names.sort()
}

/** Who comes by another provider needs no password. */
export function missingFields(
  { options }: Box,
  { fields, external, legalAcceptedAt }: SignUpRecord,
): string[] {
  const given: Record<string, unknown> = { password: external?.verified, [legal]: legalAcceptedAt }
  const isClaimed = !external?.verified && connectionsOf(options, fields.email_address).length > 0
  const missing = fieldsThatAre(options, 'required').filter(
    (name) => !fields[name as keyof typeof fields] && !given[name],
  )
  return isClaimed ? [...missing, 'enterprise_sso'] : missing
}

/** How the address or the number that a sign-up has now is being verified, once that has begun. */
export function verificationOf(signUp: SignUpRecord, name: 'email_address' | 'phone_number') {
  const verification = name === 'email_address' ? signUp.verification : signUp.phoneVerification
  return isOf(verification, signUp.fields[name]) ? verification : undefined
}

/** What was sent to an address before the sign-up named another one verifies nothing any more. */
function isOf(verification: Verification | undefined, value = ''): boolean {
  return value !== '' && (verification?.to ?? value) === value
}

export function unverifiedFields({ options }: Box, signUp: SignUpRecord): string[] {
  return (['email_address', 'phone_number'] as const).filter(
    (name) =>
      signUp.fields[name] &&
      waysToVerify(options, name).length > 0 &&
      !verificationOf(signUp, name)?.verified,
  )
}
