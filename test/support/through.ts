import { handleRedirectCallback, signInWithRedirect, type signUpWithRedirect } from '../../src/core'
import { booted, createWorld, type Page, type World, type WorldOptions } from './world'

/** What somebody does on the provider's page, as its form is sent. */
export type Answer = Record<string, string>

export type Leave = typeof signInWithRedirect | typeof signUpWithRedirect

/** Somebody whom nobody here knows. */
export const nina: Answer = { email_address: 'nina@example.org', first_name: 'Nina' }

export const is = ({ identifier }: { identifier: string }): Answer => ({ email_address: identifier })

/** A world with one page, that knows its client. */
export async function openPage(options: WorldOptions = {}) {
  const world = await createWorld(options)
  const page = world.open()
  await booted(page.frontdesk)
  return { world, page }
}

/** Leaves for the provider. @returns the address of its page. */
export async function leave(
  { frontdesk }: Pick<Page, 'frontdesk'>,
  begin: Leave = signInWithRedirect,
  parameters: Omit<Parameters<Leave>[1], 'strategy'> & { strategy?: `oauth_${string}` } = {},
): Promise<string> {
  const urls: string[] = []
  const navigate = (url: string) => void urls.push(url)
  await begin(frontdesk, { strategy: 'oauth_google', redirectUrl: '/back', navigate, ...parameters })
  const [url] = urls
  if (!url || urls.length > 1) throw new Error(`It went to ${urls.length} pages.`)
  return url
}

/** The app's server. */
export const appServer = () => new Response('app')

/** Somebody answers on the provider's page, in the tab that has left for it. @returns the visit that leads back. */
export const pass = ({ browser }: World, { tab }: Pick<Page, 'tab'>, url: string, form: Answer) =>
  browser.visit(url, appServer, { tab, from: url, body: new URLSearchParams(form) })

/** The whole way: there, what somebody does there, and back. */
export async function goThrough(
  world: World,
  page: Page,
  form: Answer,
  begin?: Leave,
  parameters?: Parameters<typeof leave>[2],
) {
  const url = await leave(page, begin, parameters)
  page.unmount()
  const visit = await pass(world, page, url, form)
  const next = world.open({ tab: visit.tab })
  return { visit, next, outcome: await handleRedirectCallback(next.frontdesk) }
}

export const shownIn = ({ frontdesk }: Pick<Page, 'frontdesk'>) => frontdesk.state.session

export const nameIn = (page: Pick<Page, 'frontdesk'>) => shownIn(page).session?.user.firstName
