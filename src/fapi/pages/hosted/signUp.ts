import type { Attempt } from './fapi'
import type { Flow } from './flow'
import type { Field } from './forms'

/** The screens of a sign-up: what is asked for, then each address and number that has to be proved. */
export function signUpScreens(_: unknown) {
  const known: Record<string, Omit<Field, 'name'>> = {
    email_address: { label: 'Email address', type: 'email', autocomplete: 'username' },
    phone_number: { label: 'Phone number', type: 'tel', autocomplete: 'tel' },
    username: { label: 'Username', autocomplete: 'username' },
    first_name: { label: 'First name', autocomplete: 'given-name' },
    last_name: { label: 'Last name', autocomplete: 'family-name' },
    password: { label: 'Password', type: 'password', autocomplete: 'new-password' },
    legal_accepted: { label: 'I accept the terms', type: 'checkbox' },
  }
  const fieldOf = (name: string): Field => ({ label: name, ...known[name], name })

  return (flow: Flow) => {
    const { begin, call, choice, config, here, leave, otherPage, providers, sent, show, showCode } = flow
    const { visitProvider } = flow
    const haveAccount = () => otherPage('Have an account? ', 'Sign in', 'sign-in')
    const again = () => choice('Start again', () => start())

    /** @param ticket - of an invitation, which says the address */
    function start(problem?: string, ticket?: string) {
      if (config.signUpMode !== 'public' && !ticket) {
        return void show({
          title: 'Sign up',
          text: 'New accounts are by invitation only.',
          also: [haveAccount()],
        })
      }
      const asked = config.signUpFields.filter(({ name }) => !ticket || name !== 'email_address')
      const invited = ticket ? { strategy: 'ticket', ticket } : {}
      show({
        title: 'Sign up',
        text: problem,
        fields: asked.map(({ name, required }) => ({ ...fieldOf(name), required })),
        submit: 'Continue',
        onSubmit: async (values) => goOn(await begin('client/sign_ups', { ...values, ...invited })),
        also: [...(ticket ? [] : providers('client/sign_ups')), haveAccount()],
      })
    }

    function goOn(attempt: Attempt): void | Promise<void> {
      const { id, status, missing_fields = [], unverified_fields = [] } = attempt
      const path = `client/sign_ups/${id}`
      if (status === 'complete') return leave()
      // The address is an enterprise's, which alone can say whose it is.
      if (missing_fields.includes('enterprise_sso')) return visitEnterprise(path)
      if (missing_fields.length > 0) {
        return void show({
          title: 'Nearly there',
          fields: missing_fields.map(fieldOf),
          submit: 'Continue',
          onSubmit: async (values) => goOn(await call('PATCH', path, values)),
          also: [again()],
        })
      }
      const [field] = unverified_fields
      if (field === 'email_address' && !config.emailWays.includes('email_code')) return sendLink(path)
      if (field === 'email_address' || field === 'phone_number') return sendCode(path, field)
      show({ title: 'This page cannot go on', text: `The sign-up is at “${status}”.`, also: [again()] })
    }

    async function visitEnterprise(path: string) {
      const form = { strategy: 'enterprise_sso', ...here() }
      visitProvider(await call('POST', `${path}/prepare_verification`, form))
    }

    async function sendCode(path: string, field: 'email_address' | 'phone_number') {
      const strategy = field === 'email_address' ? 'email_code' : 'phone_code'
      await call('POST', `${path}/prepare_verification`, { strategy })
      const answer = async ({ code = '' }) =>
        goOn(await call('POST', `${path}/attempt_verification`, { strategy, code }))
      const isLinked = field === 'email_address' && config.emailWays.includes('email_link')
      const link = isLinked ? [choice('Send a link by e-mail instead', () => sendLink(path))] : []
      const resend = choice('Send another code', () => sendCode(path, field))
      showCode('Sign up', answer, [resend, ...link, again()], sent)
    }

    async function sendLink(path: string) {
      await call('POST', `${path}/prepare_verification`, { strategy: 'email_link', ...here() })
      const resend = choice('Send another link', () => sendLink(path))
      const isWaiting = (seen: Attempt) =>
        seen.status !== 'complete' && Boolean(seen.unverified_fields?.includes('email_address'))
      const seen = await flow.waitForLink(path, [resend, again()], isWaiting)
      if (seen) await goOn(seen)
    }

    return { start, goOn }
  }
}
