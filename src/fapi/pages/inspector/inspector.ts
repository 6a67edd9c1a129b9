import type { Dom } from '../dom'
import type { ClientCards } from './clients'
import type { SideCards } from './side'
import type { InspectorState } from './state'
import type { WebhookCard } from './webhooks'

/** What the cards do with the box. */
export interface Page {
  /** Has the box do something, by the name of the handle's function, and says what came of it. */
  act(name: string, body?: object, done?: (answer: Record<string, unknown>) => string): Promise<void>
  read<Body>(path: string): Promise<Body>
  /** Says something for a few seconds. */
  say(text: string): void
}

/** The inspector's own script: it fetches the state whenever the box says that something changed. */
export function inspector(
  { byId }: Dom,
  clientCards: ClientCards,
  sideCards: SideCards,
  webhookCard: WebhookCard,
) {
  let silence: ReturnType<typeof setTimeout>
  let isFetching = false
  let isStale = false
  let secret: string | undefined

  const page: Page = {
    async read(path) {
      const response = await ask(path)
      if (response.status === 401) throw new Error('This is not the secret.')
      return response.json()
    },
    async act(name, body = {}, done = () => 'Done. Your app sees it when it next asks.') {
      try {
        const response = await ask(name, JSON.stringify(body))
        const answer = await response.json()
        page.say(response.ok ? done(answer) : answer.errors[0].message)
      } catch {
        lost()
      }
    },
    say(text) {
      clearTimeout(silence)
      byId('said').textContent = text
      silence = setTimeout(() => page.say(''), 4000)
    },
  }
  const cards = [clientCards(page), sideCards(page), webhookCard(page)]

  /** Asks with the secret, which is kept here alone; where it is not, or no longer, the right one, for another. */
  async function ask(path: string, body?: string): Promise<Response> {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
    const init = body ? { method: 'POST', headers, body } : { headers }
    const response = await fetch(`_frontdesk/${path}`, init)
    if (response.status === 401) lock()
    return response
  }

  /** Takes the secret out of the address, before anybody else reads that. */
  function takeSecret(): string | undefined {
    const [address = '', given] = location.href.split('#secret=')
    if (given !== undefined) history.replaceState(null, '', address)
    return given
  }

  function lock() {
    secret = undefined
    byId('main').hidden = true
    byId('unlock').hidden = false
    byId('secret').focus()
    setLink('Locked', 'warn')
  }

  function unlock(given: string | undefined) {
    if (!given) return
    const isListening = secret !== undefined
    secret = given
    byId('main').hidden = false
    byId('unlock').hidden = true
    if (!isListening) listen()
  }

  /** Hears that something changed, for as long as the secret is the right one. Ours, as `EventSource` sends no header. */
  async function listen() {
    while (secret !== undefined) {
      try {
        const reader = (await ask('events')).body!.getReader()
        while (secret !== undefined && !(await reader.read()).done) refresh()
      } catch {
        // As when the box ends.
      }
      if (secret === undefined) return
      lost()
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }

  function setLink(text: string, kind: string) {
    byId('link').textContent = text
    byId('link').className = `badge push ${kind}`
  }
  const lost = () => secret !== undefined && setLink('No answer: is the box running?', 'bad')

  /** One at a time: what changes meanwhile is fetched with the next frame, and a page in the background has none. */
  async function refresh() {
    isStale = true
    if (isFetching) return
    isFetching = true
    try {
      while (isStale) {
        isStale = false
        const state = await page.read<InspectorState>('state')
        for (const show of cards) show(state)
        setLink('Live', 'good')
        await new Promise(requestAnimationFrame)
      }
    } catch {
      lost()
    }
    isFetching = false
  }

  byId('unlock').onsubmit = (event) => {
    event.preventDefault()
    const field = byId<HTMLInputElement>('secret')
    unlock(field.value.trim().split('#secret=').at(-1))
    field.value = ''
    byId('main').focus()
  }
  lock()
  unlock(takeSecret())
  addEventListener('hashchange', () => unlock(takeSecret()))
  // Code that holds the box may have changed it without a request.
  addEventListener('focus', () => secret !== undefined && refresh())
  for (const button of document.querySelectorAll<HTMLElement>('[data-action]')) {
    const { action = '', ms } = button.dataset
    button.onclick = () => page.act(action, ms ? { ms: Number(ms) } : {})
  }
}
