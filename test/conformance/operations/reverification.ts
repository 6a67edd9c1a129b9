import { foreign, type Step } from './drive'

const ann = { identifier: 'ann@example.com', password: 'ann-password' }
const phones = [{ number: '+15555550100', isSecondFactor: true }]
const steps = [
  'prepare_first_factor',
  'attempt_first_factor',
  'prepare_second_factor',
  'attempt_second_factor',
]

export const reverification: Step[] = [
  // Both factors, in every way that is refused, too.
  async ({ open }) => {
    const caller = await open({ users: [{ ...ann, phones }] })
    await caller.call('POST', '/v1/client')
    const id = caller.fapi.signIn(caller.fapi.clients[0]!.id, ann.identifier)
    const path = `/v1/client/sessions/${id}/verify`
    const take = (step: string, form: Record<string, string> = {}) =>
      caller.call('POST', `${path}${step}`, { form })
    await caller.call('POST', path, { headers: foreign })
    await take('')
    for (const step of steps) await take(`/${step}`)
    await take('', { level: 'multi_factor' })
    await take('/prepare_first_factor')
    await take('/prepare_first_factor', { strategy: 'email_code' })
    await take('/attempt_first_factor')
    await take('/attempt_first_factor', { strategy: 'password', password: ann.password })
    const strategy = 'phone_code'
    await take('/prepare_second_factor')
    await take('/prepare_second_factor', { strategy })
    await take('/attempt_second_factor', { strategy, code: '000000' })
    await take('/attempt_second_factor', { strategy, code: '424242' })
    caller.fapi.banUser(ann.identifier)
    for (const step of steps) await take(`/${step}`)
  },
  async ({ open }) => {
    const caller = await open()
    for (const step of ['', ...steps.map((each) => `/${each}`)]) {
      await caller.call('POST', `/v1/client/sessions/sess_unknown/verify${step}`)
    }
  },
]
