import { foreign, type Step } from './drive'

const signIns = '/v1/client/sign_ins'
const ann = { identifier: 'ann@example.com', password: 'ann-password' }
const second = {
  ...ann,
  phones: [{ number: '+15555550100', isSecondFactor: true }],
  totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  backupCodes: ['backup-code'],
}

export const signInSteps: Step[] = [
  // Too much of everything.
  async ({ open }) => {
    const caller = await open({ users: [ann], limits: true })
    const form = { identifier: ann.identifier, strategy: 'email_code' }
    const { body } = await caller.call('POST', signIns, { form })
    const path = `${signIns}/${body.response.id}`
    await caller.call('POST', `${path}/prepare_first_factor`, { form: { strategy: 'email_code' } })
    for (let i = 0; i < 9; i++) {
      const wrong = { strategy: 'password', password: 'wrong' }
      await caller.call('POST', `${path}/attempt_first_factor`, { form: wrong })
      if (i > 2) caller.fapi.clock.advance(10_000)
    }
    await caller.signIn('ann')
  },
  // A link in an e-mail.
  async ({ open }) => {
    const caller = await open({ users: [ann] })
    const redirect_url = 'http://localhost:3000/'
    const form = { identifier: ann.identifier, strategy: 'email_link', redirect_url }
    const { body } = await caller.call('POST', signIns, { form })
    await caller.call('GET', `${signIns}/${body.response.id}`)
    const token = new URL(caller.fapi.emails.entries[0]!.link!).searchParams.get('token')!
    for (const query of [{ token: 'unknown' }, { token }]) await caller.call('GET', '/v1/verify', { query })
    await caller.call('GET', `${signIns}/${body.response.id}`)
    await caller.call('GET', '/v1/client')
  },
  // A forgotten password.
  async ({ open }) => {
    const caller = await open({ users: [ann] })
    const strategy = 'reset_password_email_code'
    const form = { identifier: ann.identifier, strategy }
    const { body } = await caller.call('POST', signIns, { form })
    const path = `${signIns}/${body.response.id}`
    const reset = `${path}/reset_password`
    await caller.call('POST', reset, { form: { password: 'another-password' } })
    const { code } = caller.fapi.emails.entries.at(-1)!
    await caller.call('POST', `${path}/attempt_first_factor`, { form: { strategy, code } })
    await caller.call('GET', path)
    await caller.call('POST', reset, { headers: foreign })
    await caller.call('POST', reset, { query: { __clerk_db_jwt: 'dvb_unknown' } })
    await caller.call('POST', reset, { headers: { authorization: 'no token' } })
    await caller.call('POST', reset, { form: { password: ' ' } })
    caller.fapi.lockUser(ann.identifier)
    await caller.call('POST', reset, { form: { password: 'another-password' } })
    caller.fapi.unlockUser(ann.identifier)
    await caller.call('POST', reset, { form: { password: 'another-password' } })
  },
  // The second factor: by telephone, with an app's code that is wrong, and with a code to fall back on.
  async ({ open }) => {
    const caller = await open({ users: [second] })
    const { body } = await caller.call('POST', signIns, { form: ann })
    const path = `${signIns}/${body.response.id}`
    const prepare = `${path}/prepare_second_factor`
    const attempt = `${path}/attempt_second_factor`
    for (const step of [prepare, attempt]) {
      await caller.call('POST', step, { headers: foreign })
      await caller.call('POST', step, { form: {} })
      await caller.call('POST', step, { form: { strategy: 'unknown' } })
      await caller.call('POST', step, { query: { __clerk_db_jwt: 'dvb_unknown' } })
      await caller.call('POST', step, { headers: { authorization: 'no token' } })
    }
    const strategy = 'phone_code'
    await caller.call('POST', prepare, { form: { strategy } })
    await caller.call('GET', path)
    await caller.call('POST', attempt, { form: { strategy, code: '000000' } })
    await caller.call('POST', attempt, { form: { strategy: 'totp', code: '000000' } })
    caller.fapi.lockUser(ann.identifier)
    for (const step of [prepare, attempt]) await caller.call('POST', step, { form: { strategy } })
    caller.fapi.unlockUser(ann.identifier)
    await caller.call('POST', attempt, { form: { strategy: 'backup_code', code: 'backup-code' } })
    for (const step of [prepare, attempt]) await caller.call('POST', step, { form: { strategy } })
  },
]
