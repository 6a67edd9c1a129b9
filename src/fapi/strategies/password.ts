import { formError } from '../http/errors'
import type { Factor } from './factor'

export const password: Factor = {
  field: 'password',
  check(_, user, verification, proof) {
    verification.attempts += 1
    if (proof !== user.password) {
      const message = 'Password is incorrect. Try again, or use another method.'
      throw formError('form_password_incorrect', 'password', message)
    }
    verification.verified = true
  },
}
