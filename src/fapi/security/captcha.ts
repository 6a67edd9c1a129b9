import type { FapiContext } from '../http/env'
import { FapiError } from '../http/errors'

/** What Cloudflare's site keys for tests give to whoever is asked. */
export const passingCaptcha = 'XXXX.DUMMY.TOKEN.XXXX'

const testingToken = /^(\d+)-c_\w{40}$/
const hour = 3600

/**
 * Asks a browser for a captcha, where the instance wants one. Native apps have none, and whoever has a testing token needs
 * none.
 *
 * @throws FapiError 400
 */
export function checkCaptcha(c: FapiContext): void {
  if (!c.get('box').options.signUp.captcha || c.get('caller').scheme.name === 'native') return
  if (!hasTestingToken(c)) verifyCaptcha(c)
}

/** @throws FapiError 400 unless the form has a captcha that passes */
export function verifyCaptcha(c: FapiContext): void {
  const form = c.get('form')
  const given = form.get('captcha_token')
  if (!c.get('box').options.signUp.captcha)
    throw new FapiError(400, 'captcha_not_enabled', 'This instance asks for no captcha')
  if (given === passingCaptcha) return
  if (given || form.get('captcha_error'))
    throw new FapiError(400, 'captcha_invalid', 'The captcha was not passed', {
      longMessage: 'We could not tell that you are no robot. Try again.',
    })
  throw new FapiError(400, 'captcha_missing_token', 'A captcha has to be passed')
}

/** One of the Backend API, which is good for an hour. */
function hasTestingToken(c: FapiContext): boolean {
  const [, made] = testingToken.exec(c.get('query').get('__clerk_testing_token') ?? '') ?? []
  const age = c.get('box').clock.now() / 1000 - Number(made)
  return age < hour && age > -hour
}
