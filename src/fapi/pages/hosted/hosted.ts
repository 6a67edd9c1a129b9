import type { Dom } from '../dom'
import type { Attempt, HostedFapi, Session, WireFactor } from './fapi'
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

  /** The step that a sign-in waits for: the password where there is one, else a code; then the second factor, if any. */
  function next(attempt: Attempt): void | Promise<void> {
    if (attempt.status === 'complete') return leave()
    const path = `client/sign_ins/${attempt.id}`
    const isFirst = attempt.status === 'needs_first_factor'
    const nth = isFirst ? 'first' : 'second'
    const factors = (isFirst ? attempt.supported_first_factors : attempt.supported_second_factors) ?? []
    const find = (wanted: string) => factors.find(({ strategy }) => strategy === wanted)
    const another = choice('Use another account', showSignIn)
    const answer = async (strategy: string, values: object) =>
      next(await call('POST', `${path}/attempt_${nth}_factor`, { ...values, strategy }))
    const askCode = (strategy: string, text: string, also: Node[]) =>
      showCode('Sign in', ({ code }) => answer(strategy, { code }), [...also, another], text)

    const sendCode = (factor: WireFactor) => async () => {
      const { strategy, email_address_id, phone_number_id } = factor
      const id = email_address_id ? { email_address_id } : { phone_number_id: phone_number_id ?? '' }
      await call('POST', `${path}/prepare_${nth}_factor`, { strategy, ...id })
      askCode(strategy, sent, [choice('Send another code', sendCode(factor))])
    }
    const sendable = find('email_code') ?? find('phone_code')
    const how = sendable?.strategy === 'email_code' ? 'by e-mail' : 'by text'
    const instead = sendable ? [choice(`Send a code ${how} instead`, sendCode(sendable))] : []
    if (find('password')) {
      return show({
        title: 'Enter your password',
        fields: [
          { ...identifier, value: attempt.identifier ?? '', readonly: true },
          { ...password, autocomplete: 'current-password' },
        ],
        submit: 'Sign in',
        onSubmit: ({ password }) => answer('password', { password }),
        also: [...instead, another],
      })
    }
    const askBackup = () => askCode('backup_code', 'One of those that were kept for this.', [])
    const fallback = find('backup_code') ? [choice('Use a backup code', askBackup)] : []
    if (find('totp'))
      return askCode('totp', 'The one that your authenticator app shows.', [...instead, ...fallback])
    if (sendable) return sendCode(sendable)()
    show({ title: 'This page cannot go on', text: `The sign-in is at “${attempt.status}”.`, also: [another] })
  }

  const sent =
    'Nothing is really sent: the code shows in the inspector, and in the terminal that the box runs in.'

  function showCode(
    submit: string,
    onSubmit: (values: Record<string, string>) => Promise<void>,
    also: Node[],
    text = sent,
  ) {
    show({
      title: 'Enter the code',
      text,
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
