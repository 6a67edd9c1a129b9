import type { Dom } from '../dom'
import type { Attempt, HostedFapi, Session } from './fapi'
import type { HostedForms } from './forms'
import type { HostedConfig } from './page'

/** The script of the hosted pages: who is there already, then signing in or up step by step, then back to the app. */
export function hosted({ h, byId }: Dom, { call, keep }: HostedFapi, { show, choice }: HostedForms) {
  const { mode, redirectUrl } = JSON.parse(byId('main').dataset.config!) as HostedConfig
  const identifier = { name: 'identifier', label: 'Email address or username', autocomplete: 'username' }
  const password = { name: 'password', label: 'Password', type: 'password' }

  /** The other page, with the same way back. */
  function otherPage(text: string, name: string, path: string) {
    return h('p', { class: 'hint' }, text, h('a', { href: path + location.search }, name))
  }

  function leave() {
    const devBrowser = keep()
    if (!redirectUrl)
      return show({ title: 'You are signed in', text: 'Return to your app; this tab can be closed.' })
    const url = new URL(redirectUrl)
    if (devBrowser) url.searchParams.set('__clerk_db_jwt', devBrowser)
    location.replace(url)
  }

  function nameOf({ user }: Session) {
    const name = [user.first_name, user.last_name].filter(Boolean).join(' ')
    const address = user.email_addresses[0]?.email_address ?? user.username
    return name && address ? `${name} (${address})` : name || address
  }

  async function goOn({ id }: Session) {
    await call('POST', `client/sessions/${id}/touch`)
    leave()
  }

  function showSignIn() {
    show({
      title: 'Sign in',
      fields: [identifier],
      submit: 'Continue',
      onSubmit: async (values) => next(await call('POST', 'client/sign_ins', values)),
      also: [otherPage('No account yet? ', 'Sign up', 'sign-up')],
    })
  }

  /** The step that a sign-in waits for: the password where there is one, else a code. */
  function next(attempt: Attempt): void | Promise<void> {
    if (attempt.status === 'complete') return leave()
    const path = `client/sign_ins/${attempt.id}`
    const factors = attempt.supported_first_factors ?? []
    const mail = factors.find(({ strategy }) => strategy === 'email_code')
    const known = { ...identifier, value: attempt.identifier ?? '', readonly: true }
    const another = choice('Use another account', showSignIn)
    const answer = async (strategy: string, values: object) =>
      next(await call('POST', `${path}/attempt_first_factor`, { ...values, strategy }))
    const sendCode = async () => {
      const { email_address_id = '' } = mail!
      await call('POST', `${path}/prepare_first_factor`, { strategy: 'email_code', email_address_id })
      showCode('Sign in', ({ code }) => answer('email_code', { code }), [
        choice('Send another code', sendCode),
        another,
      ])
    }
    if (factors.some(({ strategy }) => strategy === 'password')) {
      return show({
        title: 'Enter your password',
        fields: [known, { ...password, autocomplete: 'current-password' }],
        submit: 'Sign in',
        onSubmit: ({ password }) => answer('password', { password }),
        also: mail ? [choice('Send a code by e-mail instead', sendCode), another] : [another],
      })
    }
    if (mail) return sendCode()
    show({ title: 'This page cannot go on', text: `The sign-in is at “${attempt.status}”.`, also: [another] })
  }

  function showCode(
    submit: string,
    onSubmit: (values: Record<string, string>) => Promise<void>,
    also: Node[],
  ) {
    show({
      title: 'Enter the code',
      text: 'No e-mail is really sent: the code shows in the inspector, and in the terminal that the box runs in.',
      fields: [{ name: 'code', label: 'Code', autocomplete: 'one-time-code', inputmode: 'numeric' }],
      submit,
      onSubmit,
      also,
    })
  }

  function showSignUp() {
    show({
      title: 'Sign up',
      fields: [
        { name: 'email_address', label: 'Email address', type: 'email', autocomplete: 'username' },
        { ...password, autocomplete: 'new-password' },
      ],
      submit: 'Continue',
      onSubmit: async (values) => verify(await call('POST', 'client/sign_ups', values)),
      also: [otherPage('Have an account? ', 'Sign in', 'sign-in')],
    })
  }

  async function verify({ id, status }: Attempt) {
    if (status === 'complete') return leave()
    const strategy = 'email_code'
    const again = () => verify({ id, status })
    await call('POST', `client/sign_ups/${id}/prepare_verification`, { strategy })
    const answer = async ({ code = '' }) => {
      await call('POST', `client/sign_ups/${id}/attempt_verification`, { strategy, code })
      leave()
    }
    showCode('Sign up', answer, [choice('Send another code', again), choice('Start again', showSignUp)])
  }

  /** Clerk's SDKs put the way back behind the `#`, where no server sees it: the page is asked for anew with it. */
  function readFragment(): boolean {
    const given = new URLSearchParams(location.hash.split('?')[1])
    if (!String(given)) return false
    const search = new URLSearchParams(location.search)
    for (const [name, value] of given) search.set(name, value)
    location.replace(`?${search}`)
    return true
  }

  async function start() {
    if (readFragment()) return
    const client = await call('GET', 'client')
    const first = mode === 'sign-in' ? showSignIn : showSignUp
    const sessions = client?.sessions ?? []
    if (!sessions[0]) return first()
    const accounts = sessions.map((session) => choice(`Continue as ${nameOf(session)}`, () => goOn(session)))
    show({ title: 'Choose an account', also: [...accounts, choice('Add another account', first)] })
  }

  show({ title: 'One moment', also: [] })
  start().catch(({ message }) => show({ title: 'The box does not answer', text: message }))
}
