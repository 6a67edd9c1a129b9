import type { Attempt, WireFactor } from './fapi'
import type { Flow } from './flow'

/** The screens of a sign-in, step by step. */
export function signInScreens(_: unknown) {
  interface Way {
    factor: WireFactor
    text: string
    take(): void | Promise<void>
  }

  return (flow: Flow) => {
    const { call, choice, config, here, leave, otherPage, providers, sent, show, showCode } = flow
    const identifier = { name: 'identifier', label: config.identifier, autocomplete: 'username' }
    const another = () => choice('Use another account', () => start())

    function start(problem?: string) {
      show({
        title: 'Sign in',
        text: problem,
        fields: [identifier],
        submit: 'Continue',
        onSubmit: async (values) => goOn(await call('POST', 'client/sign_ins', values)),
        also: [
          ...passkey(),
          ...providers('client/sign_ins'),
          otherPage('No account yet? ', 'Sign up', 'sign-up'),
        ],
      })
    }

    const canUsePasskeys =
      config.hasPasskeys &&
      'PublicKeyCredential' in window &&
      'parseRequestOptionsFromJSON' in PublicKeyCredential &&
      'toJSON' in PublicKeyCredential.prototype

    /** For whoever has a passkey: it says who they are, too. */
    function passkey(): Node[] {
      const begin = () => call('POST', 'client/sign_ins', { strategy: 'passkey' })
      return canUsePasskeys ? [choice('Use a passkey', async () => usePasskey(await begin()))] : []
    }

    /** Lets the browser ask for the passkey that a sign-in waits for. */
    async function usePasskey({ id, first_factor_verification }: Attempt) {
      const options = JSON.parse(first_factor_verification!.nonce!)
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
      const used = await navigator.credentials.get({ publicKey }).catch(() => null)
      if (!used) throw new Error('No passkey was used. Try again, or choose another way.')
      const form = { strategy: 'passkey', public_key_credential: JSON.stringify(used) }
      return goOn(await call('POST', `client/sign_ins/${id}/attempt_first_factor`, form))
    }

    /**
     * The step that a sign-in waits for, by the most usual way; the others stand below.
     *
     * @param isBack - from a provider, which led no further: nobody is sent there again unasked.
     */
    function goOn(attempt: Attempt, isBack = false): void | Promise<void> {
      if (attempt.status === 'complete') return leave()
      if (attempt.status === 'needs_new_password') return showNewPassword(attempt)
      const ways = waysOf(attempt)
      const chosen = isBack ? /^(oauth_|enterprise_|reset_|passkey)/ : /^(oauth_|reset_|passkey)/
      if (ways[0] && !chosen.test(ways[0].factor.strategy)) return ways[0].take()
      const choices = [...ways.map(({ text, take }) => choice(text, take)), another()]
      const text = isBack ? 'The address that you came back with has not been verified there.' : undefined
      if (ways.length > 0) return void show({ title: 'Choose how to sign in', text, also: choices })
      show({
        title: 'This page cannot go on',
        text: `The sign-in is at “${attempt.status}”.`,
        also: choices,
      })
    }

    /** The ways to take the next step, the usual ones first. */
    function waysOf(attempt: Attempt): Way[] {
      const nth = attempt.status === 'needs_first_factor' ? 'first' : 'second'
      const path = `client/sign_ins/${attempt.id}`
      const factors = attempt[`supported_${nth}_factors`] ?? []

      const prepare = (factor: WireFactor, back: { redirect_url?: string } = {}) => {
        const { strategy, email_address_id, phone_number_id, enterprise_connection_id } = factor
        const ids = { email_address_id, phone_number_id, enterprise_connection_id }
        return call('POST', `${path}/prepare_${nth}_factor`, { strategy, ...ids, ...back })
      }
      const answer = async (strategy: string, values: Record<string, string>) =>
        goOn(await call('POST', `${path}/attempt_${nth}_factor`, { ...values, strategy }))
      const visit = async (factor: WireFactor) => flow.visitProvider(await prepare(factor, here()))
      const below = (own: WireFactor) => [
        ...waysOf(attempt).flatMap(({ factor, text, take }) => (factor === own ? [] : choice(text, take))),
        another(),
      ]

      function askCode(factor: WireFactor, text: string, also: Node[] = []) {
        const { strategy } = factor
        showCode('Sign in', ({ code = '' }) => answer(strategy, { code }), [...also, ...below(factor)], text)
      }

      async function sendCode(factor: WireFactor) {
        await prepare(factor)
        askCode(factor, sent, [choice('Send another code', () => sendCode(factor))])
      }

      async function sendLink(factor: WireFactor) {
        await prepare(factor, here())
        const again = choice('Send another link', () => sendLink(factor))
        const seen = await flow.waitForLink(
          path,
          [again, ...below(factor)],
          ({ status }) => status === attempt.status,
        )
        if (seen) await goOn(seen)
      }

      function askPassword(factor: WireFactor) {
        show({
          title: 'Enter your password',
          fields: [
            { ...identifier, value: attempt.identifier ?? '', readonly: true },
            { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
          ],
          submit: 'Sign in',
          onSubmit: ({ password = '' }) => answer('password', { password }),
          also: below(factor),
        })
      }

      const askApp = (factor: WireFactor) => askCode(factor, 'The one that your authenticator app shows.')
      const askBackup = (factor: WireFactor) => askCode(factor, 'One of those that were kept for this.')
      const kinds: [strategy: RegExp, text: string, take: (factor: WireFactor) => void | Promise<void>][] = [
        [/^password$/, 'Use your password', askPassword],
        [/^passkey$/, 'Use a passkey', async (factor) => usePasskey(await prepare(factor))],
        [/^enterprise_sso$/, 'Use the sign-in of your organization', visit],
        [/^totp$/, 'Use your authenticator app', askApp],
        [/^email_code$/, 'Send a code by e-mail instead', sendCode],
        [/^phone_code$/, 'Send a code by text instead', sendCode],
        [/^email_link$/, 'Send a link by e-mail instead', sendLink],
        [/^backup_code$/, 'Use a backup code', askBackup],
        [/^oauth_/, 'Continue with', visit],
        [/^reset_password_/, 'Forgot your password?', sendCode],
      ]
      return kinds.flatMap(([strategy, text, take]) => {
        const usable = factors.filter((factor) => canUsePasskeys || factor.strategy !== 'passkey')
        const fitting = usable.filter((factor) => strategy.test(factor.strategy))
        return fitting.map((factor) => {
          const provider = config.providers.find((given) => given.strategy === factor.strategy)
          const which = provider?.name ?? (fitting.length > 1 ? factor.safe_identifier : undefined)
          return {
            factor,
            text: which ? `${text} ${provider ? which : `(${which})`}` : text,
            take: () => take(factor),
          }
        })
      })
    }

    function showNewPassword({ id }: Attempt) {
      show({
        title: 'Choose a new password',
        fields: [
          { name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password' },
          {
            name: 'sign_out_of_other_sessions',
            label: 'Sign out everywhere else',
            type: 'checkbox',
            required: false,
          },
        ],
        submit: 'Sign in',
        onSubmit: async (values) => goOn(await call('POST', `client/sign_ins/${id}/reset_password`, values)),
        also: [another()],
      })
    }

    return { start, goOn }
  }
}
