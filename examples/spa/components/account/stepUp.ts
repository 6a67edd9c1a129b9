import type { Reverification, ReverificationFactor, StepUp } from 'frontdesk'

/** The proofs that the demo can take. */
export const labels: Readonly<Record<string, string>> = {
  password: 'Use the password',
  totp: 'Use the authenticator app',
  phone_code: 'Text me a code',
  email_code: 'E-mail me a code',
  backup_code: 'Use a backup code',
}

/** What is due, as far as the demo can take it. */
export function factorsOf(stepUp: StepUp): readonly ReverificationFactor[] {
  const factors =
    stepUp.status === 'needs_first_factor'
      ? stepUp.supportedFirstFactors
      : stepUp.status === 'needs_second_factor'
        ? stepUp.supportedSecondFactors
        : []
  return factors.filter(({ strategy }) => Object.hasOwn(labels, strategy))
}

/** Whether a code is on its way by this factor. */
export function isSentFor(stepUp: StepUp, { strategy }: ReverificationFactor): boolean {
  const verification =
    stepUp.status === 'needs_first_factor'
      ? stepUp.firstFactorVerification
      : stepUp.status === 'needs_second_factor'
        ? stepUp.secondFactorVerification
        : null
  return verification?.strategy === strategy && verification.status === 'unverified'
}

/** Sends a code. Undefined where there is none to send. */
export function prepare(stepUp: StepUp, factor: ReverificationFactor): Promise<Reverification> | undefined {
  if (stepUp.status === 'needs_first_factor') {
    if (factor.strategy === 'email_code')
      return stepUp.prepareFirstFactor({ strategy: 'email_code', emailAddressId: factor.emailAddressId })
    if (factor.strategy === 'phone_code')
      return stepUp.prepareFirstFactor({ strategy: 'phone_code', phoneNumberId: factor.phoneNumberId })
  }
  if (stepUp.status === 'needs_second_factor' && factor.strategy === 'phone_code')
    return stepUp.prepareSecondFactor({ strategy: 'phone_code', phoneNumberId: factor.phoneNumberId })
  return undefined
}

/** Gives the proof. */
export async function attempt(
  stepUp: StepUp,
  { strategy }: ReverificationFactor,
  proof: string,
): Promise<void> {
  const code = proof.replace(/\s/g, '')
  const isFirst = stepUp.status === 'needs_first_factor'
  if (!isFirst && stepUp.status !== 'needs_second_factor') return
  switch (strategy) {
    case 'password':
      if (isFirst) await stepUp.attemptFirstFactor({ strategy: 'password', password: proof })
      return
    case 'email_code':
      if (isFirst) await stepUp.attemptFirstFactor({ strategy: 'email_code', code })
      return
    case 'phone_code':
      if (isFirst) await stepUp.attemptFirstFactor({ strategy: 'phone_code', code })
      else await stepUp.attemptSecondFactor({ strategy: 'phone_code', code })
      return
    case 'totp':
    case 'backup_code':
      if (!isFirst) await stepUp.attemptSecondFactor({ strategy, code })
  }
}
