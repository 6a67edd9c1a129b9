import type { Dom } from '../dom'
import type { Page } from './inspector'
import type { InspectorState } from './state'

type Delivery = NonNullable<InspectorState['webhooks']>[number]

export type WebhookCard = ReturnType<typeof webhookCard>

/** The card of what an app was told of, and of what became of that. */
export function webhookCard({ h, byId, list }: Dom) {
  return ({ act, read }: Page) => {
    const row = ({ id, type, url, time, attempts, outcome }: Delivery) => {
      const about = `${type}, ${id}`
      const body = h('pre', { tabindex: 0, hidden: true })
      const showBody = async () => {
        body.hidden = !body.hidden
        shows.ariaExpanded = String(!body.hidden)
        const found = await read<{ body: string }>(`webhooks/${id}`)
        body.textContent = JSON.stringify(JSON.parse(found.body), null, 2)
      }
      const shows = h(
        'button',
        { class: 'quiet', 'aria-label': `Body: ${about}`, 'aria-expanded': 'false', click: showBody },
        'Body',
      )
      const again = () => act('sendWebhookAgain', { id }, ({ outcome }) => `Sent again: ${outcome}.`)
      const kind = outcome === null ? 'warn' : /^2/.test(outcome) ? 'good' : 'bad'
      const times = attempts === 1 ? 'once' : `${attempts} times`
      return h(
        'li',
        {},
        h(
          'div',
          { class: 'row' },
          h('strong', {}, type),
          h('span', { class: `badge ${kind}` }, outcome ?? 'waiting'),
          h('span', { class: 'hint push' }, new Date(time).toLocaleTimeString('en-GB')),
        ),
        h('p', { class: 'hint url' }, attempts > 0 && `sent ${times} to `, url),
        h(
          'div',
          { class: 'row' },
          h('button', { class: 'quiet', 'aria-label': `Send again: ${about}`, click: again }, 'Send again'),
          shows,
          body,
        ),
      )
    }

    return ({ webhooks }: InspectorState) => {
      list(byId('webhooks'), webhooks ?? [], ({ id }) => id, row)
      byId('webhooks-none').textContent = webhooks
        ? 'None yet: sign up, or lock somebody.'
        : 'Nobody is told of anything: start the box with --webhook and an address of your app.'
    }
  }
}
