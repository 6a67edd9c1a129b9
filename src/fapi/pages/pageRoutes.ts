import { Hono } from 'hono/tiny'
import { checkRedirect } from '../handshake/redirect'
import { cookieNames } from '../http/cookies'
import type { FapiContext, FapiEnv } from '../http/env'
import { FapiError } from '../http/errors'
import type { ResolvedOptions } from '../options'
import { identifiers } from '../resources/ways'
import { passingCaptcha } from '../security/captcha'
import { attributeNames, ruleOf, waysToVerify } from '../state/attributes'
import { nameOfProvider, oauthIn } from '../state/ways'
import { answerPage, answerProblem } from './document'
import { ownPage } from './guard'
import { hostedPage } from './hosted/page'
import { renewDevBrowser } from './hosted/renew'
import { inspectorPage } from './inspector/page'

/** The pages that a person looks at: the inspector at `/`, and where an app without forms of its own sends people to sign in. */
export const pageRoutes = new Hono<FapiEnv>()
  .get('/', ownPage, (c) => answerPage(c, inspectorPage))
  .post('/sign-in/dev_browser', ownPage, renewDevBrowser)
  .get('/sign-in', ownPage, (c) => answerHosted(c, 'sign-in'))
  .get('/sign-up', ownPage, (c) => answerHosted(c, 'sign-up'))

/** Clerk's SDKs name the way back in several ways; the first that is there counts. */
const redirectNames = ['force_redirect_url', 'redirect_url', 'fallback_redirect_url']

async function answerHosted(c: FapiContext, mode: 'sign-in' | 'sign-up'): Promise<Response> {
  const box = c.get('box')
  const query = c.get('query')
  const prefix = `${mode.replace('-', '_')}_`
  const given = redirectNames.map((name) => query.get(name) ?? query.get(prefix + name)).find(Boolean)
  const isTest = box.options.publishableKey.keyType === 'test'
  try {
    const redirectUrl = given === undefined ? undefined : checkRedirect(box, given).href
    const cookies = isTest ? await cookieNames(c, '__clerk_db_jwt') : []
    return answerPage(
      c,
      hostedPage({ mode, redirectUrl, cookies, ...waysIn(box.options, c.get('url').origin) }),
    )
  } catch (error) {
    if (error instanceof FapiError)
      return answerProblem(c, error.status, 'This link leads nowhere safe', error.message)
    throw error
  }
}

/** What the instance offers, as the pages need it. */
function waysIn(options: ResolvedOptions, origin: string) {
  const { captcha, mode, legalConsent } = options.signUp
  const asked = attributeNames.map((name) => ({ name, rule: ruleOf(options, name) }))
  // A passkey is no text.
  const typed = identifiers(options).filter((name) => name !== 'passkey' && name !== 'password')
  const signUpFields = asked
    .filter(({ rule }) => rule !== 'off')
    .map(({ name, rule }) => ({ name: String(name), required: rule === 'required' }))
  return {
    identifier: sentence(typed.map((name) => name.replace('_', ' '))),
    signUpMode: mode,
    captcha: captcha ? passingCaptcha : undefined,
    signUpFields: legalConsent ? [...signUpFields, { name: 'legal_accepted', required: true }] : signUpFields,
    emailWays: waysToVerify(options, 'email_address'),
    providers: oauthIn(options.strategies).map((strategy) => ({
      strategy,
      name: nameOfProvider(strategy.slice('oauth_'.length)),
    })),
    hasPasskeys: options.strategies.has('passkey') && options.allowsOrigin(origin),
  }
}

/** E.g. `Email address, phone number or username`. */
function sentence(words: readonly string[]): string {
  const text = words.join(', ').replace(/, ([^,]+)$/, ' or $1')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
