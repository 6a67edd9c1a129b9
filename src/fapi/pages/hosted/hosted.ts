import type { Dom } from '../dom'
import type { Attempt, HostedFapi, Session } from './fapi'
import type { flow as makeFlow } from './flow'
import type { HostedForms } from './forms'
import type { signInScreens } from './signIn'
import type { signUpScreens } from './signUp'

/** The script of the hosted pages: who is there already, then signing in or up step by step, then back to the app. */
export function hosted(
  _: Dom,
  fapi: HostedFapi,
  forms: HostedForms,
  flowOf: ReturnType<typeof makeFlow>,
  signInOf: ReturnType<typeof signInScreens>,
  signUpOf: ReturnType<typeof signUpScreens>,
) {
  const flow = flowOf(fapi, forms)
  const { begin, call, choice, config, goOnAs, leave, show } = flow
  const signIn = signInOf(flow)
  const signUp = signUpOf(flow)
  const first = config.mode === 'sign-in' ? signIn : signUp

  function nameOf({ user }: Session) {
    const name = [user.first_name, user.last_name].filter(Boolean).join(' ')
    const address = user.email_addresses[0]?.email_address ?? user.username
    return name && address ? `${name} (${address})` : name || address
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

  /** Takes parameters out of the page's address, so that a reload begins anew. */
  function take(...names: string[]) {
    const url = new URL(location.href)
    const values = names.map((name) => url.searchParams.get(name) ?? undefined)
    for (const name of names) url.searchParams.delete(name)
    history.replaceState(null, '', url)
    return values
  }

  /** What a link in an e-mail came to. Whoever asked for it waits elsewhere. */
  function showLinked(status: string) {
    if (status === 'verified') {
      return show({
        title: 'That worked',
        text: 'Return to the tab or the device where you began: it goes on there.',
      })
    }
    const reasons: Record<string, string> = {
      expired: 'It is too old.',
      client_mismatch: 'It has to be opened in the browser that asked for it.',
    }
    show({
      title: 'This link is not good any more',
      text: `${reasons[status] ?? ''} Ask for another one.`,
      also: [choice('Begin anew', () => first.start())],
    })
  }

  /** Goes on with what a provider said, which stands on the client. */
  async function comeBack({ sign_in, sign_up }: { sign_in?: Attempt | null; sign_up?: Attempt | null }) {
    const of = (attempt?: Attempt | null) =>
      attempt?.verifications ? attempt.verifications.external_account : attempt?.first_factor_verification
    if (config.mode === 'sign-in') {
      const came = of(sign_in)
      if (came?.status === 'transferable')
        return signUp.goOn(await begin('client/sign_ups', { transfer: 'true' }))
      if (came?.error) return signIn.start(came.error.long_message)
      // What is complete no longer stands there.
      return sign_in ? signIn.goOn(sign_in, true) : leave()
    }
    const came = of(sign_up)
    if (came?.status === 'transferable')
      return signIn.goOn(await call('POST', 'client/sign_ins', { transfer: 'true' }), true)
    if (came?.error) return signUp.start(came.error.long_message)
    return sign_up ? signUp.goOn(sign_up) : leave()
  }

  async function start() {
    if (readFragment()) return
    const [ticket, status, isBack] = take('__clerk_ticket', '__clerk_status', '_frontdesk_back')
    take('__clerk_created_session')
    if (ticket && config.mode === 'sign-up') return signUp.start(undefined, ticket)
    if (ticket) return signIn.goOn(await call('POST', 'client/sign_ins', { strategy: 'ticket', ticket }))
    if (status) return showLinked(status)
    const client = await call('GET', 'client')
    if (isBack) return comeBack(client)
    const sessions = client?.sessions ?? []
    if (!sessions[0]) return first.start()
    const accounts = sessions.map((session) =>
      choice(`Continue as ${nameOf(session)}`, () => goOnAs(session)),
    )
    show({
      title: 'Choose an account',
      also: [...accounts, choice('Add another account', () => first.start())],
    })
  }

  show({ title: 'One moment', also: [] })
  start().catch((error: Error) => {
    if (!(error instanceof TypeError)) return first.start(error.message)
    show({ title: 'The box does not answer', text: 'Is it running?' })
  })
}
