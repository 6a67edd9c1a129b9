import type { TestCaller } from '../../../src/fapi/testCaller'
import { foreign, type Step } from './drive'

const alice = 'alice@example.com'
const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'

const lastCode = ({ fapi }: TestCaller) => fapi.emails.entries.at(-1)!.code

export const attempts: Step[] = [
  async (drive) => {
    const caller = await drive.open()
    await caller.call('GET', `${signIns}/sia_unknown`)
    for (const step of ['prepare', 'attempt']) {
      await caller.call('POST', `${signIns}/sia_unknown/${step}_first_factor`)
    }
    await caller.call('POST', signIns, { form: { identifier: 'nobody@example.com' } })
    await caller.call('POST', signIns, { form: { identifier: alice, strategy: 'oauth_google' } })
    await caller.call('POST', signIns, { headers: foreign })
    await caller.call('POST', signIns)
    const { body } = await caller.call('POST', signIns, { form: { identifier: alice } })
    const path = `${signIns}/${body.response.id}`
    await caller.call('GET', path)
    await caller.call('GET', path, { headers: foreign })
    for (const step of ['prepare', 'attempt']) {
      const step_ = `${path}/${step}_first_factor`
      await caller.call('POST', step_, { headers: foreign })
      await caller.call('POST', step_, { form: { strategy: 'email_code', code: '' } })
      await caller.call('POST', step_, { form: {} })
    }
    await caller.call('GET', `${signIns}/sia_unknown`)
    for (const step of ['prepare', 'attempt']) {
      await caller.call('POST', `${signIns}/sia_unknown/${step}_first_factor`)
    }
    await caller.call('POST', `${path}/prepare_first_factor`, { form: { strategy: 'email_code' } })
    await caller.call('GET', '/v1/client')
    for (const code of ['000000', lastCode(caller)]) {
      await caller.call('POST', `${path}/attempt_first_factor`, { form: { strategy: 'email_code', code } })
    }
    await caller.call('POST', `${path}/attempt_first_factor`, { form: { password: 'alice-password' } })
    await caller.signIn('alice')
  },
  async ({ open }) => {
    const caller = await open()
    const { body } = await caller.call('POST', signIns, { form: { identifier: alice } })
    caller.fapi.lockUser(alice)
    for (const step of ['prepare', 'attempt']) {
      const form = { strategy: 'password', password: 'alice-password' }
      await caller.call('POST', `${signIns}/${body.response.id}/${step}_first_factor`, { form })
    }
    await caller.signIn('alice')
  },
  async ({ open }) => {
    const caller = await open({ singleSessionMode: true })
    await caller.signIn('alice')
    await caller.signIn('bob')
  },
  async ({ open }) => {
    const caller = await open()
    // A development browser that the box does not know.
    const query = { __clerk_db_jwt: 'dvb_unknown' }
    await caller.call('GET', `${signIns}/sia_unknown`, { query })
    for (const step of ['prepare', 'attempt']) {
      await caller.call('POST', `${signIns}/sia_unknown/${step}_first_factor`, { query })
    }
    for (const [method, rest] of steps) await caller.call(method, `${signUps}/sua_unknown${rest}`, { query })
  },
  async ({ open }) => {
    const caller = await open()
    await caller.signIn('bob')
    caller.fapi.signIn(caller.fapi.clients[0]!.id, alice, { sub: 'user_support' })
    await caller.signIn('carol')
    await caller.call('POST', signUps, { form: { email_address: 'dora@example.com' } })
  },
  async (drive) => {
    const caller = await drive.open()
    for (const [method, rest] of steps) await caller.call(method, `${signUps}/sua_unknown${rest}`)
    await caller.call('POST', signUps, { headers: foreign })
    await caller.call('POST', signUps, { form: { email_address: 'none' } })
    await caller.call('POST', signUps, { form: { email_address: alice, password: 'long-enough-password' } })
    const form = { email_address: 'dora@example.com', password: 'a-password-of-doras' }
    const { body } = await caller.call('POST', signUps, { form })
    const path = `${signUps}/${body.response.id}`
    for (const [method, rest] of steps) {
      await caller.call(method, `${signUps}/sua_unknown${rest}`)
      await caller.call(method, `${path}${rest}`, { headers: foreign })
    }
    await caller.call('GET', path)
    await caller.call('GET', '/v1/client')
    await caller.call('PATCH', path, { form: { first_name: 'Dora' } })
    await caller.call('PATCH', path, { form: { email_address: 'none' } })
    await caller.call('POST', `${path}/prepare_verification`, { form: { strategy: 'unknown' } })
    await caller.call('POST', `${path}/prepare_verification`, { form: { strategy: 'email_code' } })
    for (const code of ['000000', lastCode(caller)]) {
      await caller.call('POST', `${path}/attempt_verification`, { form: { strategy: 'email_code', code } })
    }
    await caller.call('PATCH', path, { form: { first_name: 'Dora' } })
    await caller.call('GET', path)
  },
  // With a number, terms and a language.
  async ({ open }) => {
    const caller = await open({ signUp: { required: ['phone_number'], legalConsent: true } })
    const form = { phone_number: '+15555550142', strategy: 'phone_code', locale: 'de-CH' }
    const { body } = await caller.call('POST', signUps, { form })
    const path = `${signUps}/${body.response.id}`
    await caller.call('POST', `${path}/attempt_verification`, {
      form: { strategy: 'phone_code', code: '424242' },
    })
    await caller.call('PATCH', path, { form: { legal_accepted: 'true' } })
  },
  // With a captcha, at once and in the middle.
  async ({ open }) => {
    const caller = await open({ signUp: { captcha: true } })
    const said = { email_address: 'dora@example.com', password: 'a-password-of-doras' }
    const verify = '/v1/client/verify'
    await caller.call('POST', verify, { form: { captcha_token: passing } })
    await caller.call('POST', verify, { headers: foreign })
    for (const captcha_token of ['', 'wrong', passing]) {
      await caller.call('POST', signUps, { form: { ...said, captcha_token } })
      await caller.call('POST', verify, { form: { captcha_token, captcha_action: 'verify' } })
    }
  },
  async ({ open }) => {
    const caller = await open({ signUp: { mode: 'restricted' } })
    await caller.call('POST', signUps, { form: { email_address: 'dora@example.com' } })
  },
]

const passing = 'XXXX.DUMMY.TOKEN.XXXX'

const steps = [
  ['GET', ''],
  ['PATCH', ''],
  ['POST', '/prepare_verification'],
  ['POST', '/attempt_verification'],
] as const
