import type { Dom } from '../dom'
import type { Attempt, HostedFapi, Session } from './fapi'
import type { HostedForms } from './forms'
import type { HostedConfig } from './page'

export type Flow = ReturnType<ReturnType<typeof flow>>

/** What signing in and signing up have in common: codes and links that are waited for, providers, the way back. */
export function flow({ h, byId }: Dom) {
  const config = JSON.parse(byId('main').dataset.config!) as HostedConfig

  return ({ call, keep }: HostedFapi, { show, choice }: HostedForms) => {
    const sent =
      'Nothing is really sent: what was shows in the inspector, and in the terminal that the box runs in.'

    /** The other page, with the same way back. */
    function otherPage(text: string, name: string, path: string) {
      return h('p', { class: 'hint' }, text, h('a', { href: path + location.search }, name))
    }

    function leave() {
      const devBrowser = keep()
      const { redirectUrl } = config
      if (!redirectUrl) {
        show({ title: 'You are signed in', text: 'Return to your app; this tab can be closed.' })
        return
      }
      const url = new URL(redirectUrl)
      if (devBrowser) url.searchParams.set('__clerk_db_jwt', devBrowser)
      location.replace(url)
    }

    async function goOnAs({ id }: Session) {
      await call('POST', `client/sessions/${id}/touch`)
      leave()
    }

    function showCode(
      submit: string,
      onSubmit: (values: Record<string, string>) => Promise<void>,
      also: Node[],
      text: string,
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

    /** This page, for links and providers to come back to. It must know its visitor then. */
    function here() {
      keep()
      const url = new URL(location.href)
      url.hash = ''
      url.searchParams.delete('__clerk_db_jwt')
      url.searchParams.set('_frontdesk_back', '1')
      return { redirect_url: url.href, action_complete_redirect_url: url.href }
    }

    /**
     * Asks each second, as long as a link is good, until whoever reads the e-mail has followed the one in it, or nobody
     * looks at this any more.
     */
    async function waitForLink(
      path: string,
      also: Node[],
      isWaiting: (seen: Attempt) => boolean,
    ): Promise<Attempt | undefined> {
      const isShown = show({ title: 'Follow the link in the e-mail', text: sent, also })
      for (let looks = 0; looks < 600; looks++) {
        await new Promise((resolve) => setTimeout(resolve, 1000))
        if (!isShown()) return undefined
        const seen = await call('GET', path)
        if (isShown() && !isWaiting(seen)) return seen
      }
      return undefined
    }

    /** Begins a sign-in or a sign-up. Of nobody here a captcha is asked: this is the box's own page. */
    const begin = (path: string, form: Record<string, string>) =>
      call('POST', path, config.captcha ? { ...form, captcha_token: config.captcha } : form)

    /** Buttons that lead to the providers. @param path - of what begins there */
    function providers(path: string): Node[] {
      return config.providers.map(({ strategy, name }) =>
        choice(`Continue with ${name}`, async () => {
          visitProvider(await begin(path, { strategy, ...here() }))
        }),
      )
    }

    function visitProvider({ first_factor_verification: first, verifications }: Attempt) {
      const { external_verification_redirect_url: url } = first ?? verifications?.external_account ?? {}
      if (url) location.assign(url)
    }

    return {
      begin,
      call,
      choice,
      config,
      goOnAs,
      here,
      leave,
      otherPage,
      providers,
      sent,
      show,
      showCode,
      visitProvider,
      waitForLink,
    }
  }
}
