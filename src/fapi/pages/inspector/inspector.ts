import type { Dom } from '../dom'
import type { ClientCards } from './clients'
import type { SideCards } from './side'
import type { InspectorState } from './state'

/** What the cards do with the box. */
export interface Page {
  /** Has the box do something, by the name of the handle's function, and says what came of it. */
  act(name: string, body?: object): Promise<void>
  read<Body>(path: string): Promise<Body>
  /** Says something for a few seconds. */
  say(text: string): void
}

/** The inspector's own script: it fetches the state whenever the box says that something changed. */
export function inspector({ byId }: Dom, clientCards: ClientCards, sideCards: SideCards) {
  let silence: ReturnType<typeof setTimeout>
  let isFetching = false
  let isStale = false

  const page: Page = {
    async read(path) {
      return (await fetch(`_frontdesk/${path}`)).json()
    },
    async act(name, body = {}) {
      try {
        const headers = { 'content-type': 'application/json' }
        const init = { method: 'POST', headers, body: JSON.stringify(body) }
        const response = await fetch(`_frontdesk/${name}`, init)
        page.say(
          response.ok
            ? 'Done. Your app sees it when it next asks.'
            : (await response.json()).errors[0].message,
        )
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
  const cards = [clientCards(page), sideCards(page)]

  function setLink(text: string, kind: string) {
    byId('link').textContent = text
    byId('link').className = `badge push ${kind}`
  }
  const lost = () => setLink('No answer: is the box running?', 'bad')

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

  const events = new EventSource('_frontdesk/events')
  events.onmessage = refresh
  events.onerror = lost
  // Code that holds the box may have changed it without a request.
  addEventListener('focus', refresh)
  for (const button of document.querySelectorAll<HTMLElement>('[data-action]')) {
    const { action = '', ms } = button.dataset
    button.onclick = () => page.act(action, ms ? { ms: Number(ms) } : {})
  }
}
