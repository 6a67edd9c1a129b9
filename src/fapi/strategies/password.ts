import { FapiError, formError } from '../http/errors'
import type { Factor } from './factor'
import { offerFirstFactors } from './firstFactors'

export const password: Factor = {
  field: 'password',
  check(box, user, verification, proof) {
    verification.attempts += 1
    if (proof !== user.password) {
      if (box.options.enumerationProtection)
        throw new FapiError(
          422,
          'form_password_or_identifier_incorrect',
          'Identifier or password is incorrect',
        )
      const message = 'Password is incorrect. Try again, or use another method.'
      throw formError('form_password_incorrect', 'password', message)
    }
    const others = () =>
      offerFirstFactors(box, user, { identifier: null, status: 'needs_first_factor' }).slice(1)
    if (box.options.passwords.leaked.has(proof)) {
      if (others().length > 0) {
        const message = 'This password was found in a data breach. Use another method.'
        throw formError('form_password_pwned', 'password', message)
      }
      user.tasks = [...new Set([...user.tasks, 'reset-password'])]
    }
    verification.verified = true
  },
}
