import type { Dom } from '../dom'
import type { Page } from './inspector'
import type { InspectorState } from './state'

export type SideCards = ReturnType<typeof sideCards>

/** The cards that connect an app, move the clock, inject faults and show codes and links that were sent. */
export function sideCards({ h, byId, list }: Dom) {
  return ({ act, read, say }: Page) => {
    let ahead: number | undefined
    let lines: InspectorState['lines'] | undefined
    const reveal = byId('reveal')
    const form = byId<HTMLFormElement>('fault')

    for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
      button.onclick = async () => {
        const keys = await read<{ lines: Record<string, string> }>('keys')
        await navigator.clipboard.writeText(keys.lines[button.dataset.copy!]!)
        say('Copied. An app reads its environment file when it starts.')
      }
    }

    reveal.onclick = async () => {
      const keys =
        reveal.ariaExpanded === 'true'
          ? undefined
          : await read<{ lines: typeof lines; jwtKey: string }>('keys')
      reveal.ariaExpanded = String(Boolean(keys))
      reveal.textContent = keys ? 'Hide the keys' : 'Show the keys'
      byId('server').textContent = keys ? `${keys.lines?.server}\n\n${keys.jwtKey}` : (lines?.server ?? '')
    }

    const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement
    field('kind').onchange = () => {
      field('status').value = field('kind').value === 'body' ? '200' : '500'
    }

    form.onsubmit = (event) => {
      event.preventDefault()
      const { method, path, kind, body, location, ...rest } = Object.fromEntries(new FormData(form))
      const { status, retryAfter, ...always } = Object.fromEntries(
        Object.entries(rest).flatMap(([name, value]) => (value ? [[name, Number(value)]] : [])),
      )
      const answers: Record<string, object> = {
        status: { status, retryAfter },
        body: { status, body },
        redirect: { status: 307, location },
      }
      act('fault', {
        method: method || undefined,
        path: path || undefined,
        cut: kind === 'cut',
        ...always,
        ...answers[kind as string],
      })
    }

    const tick = () => {
      if (ahead !== undefined)
        byId('now').textContent = new Date(Date.now() + ahead).toLocaleTimeString('en-GB')
    }
    setInterval(tick, 1000)

    return (state: InspectorState) => {
      ahead = state.ahead
      lines = state.lines
      tick()
      const minutes = Math.round(ahead / 60_000)
      byId('ahead').textContent = minutes ? `moved by ${minutes.toLocaleString('en')} min` : 'the real time'
      byId('app').textContent = lines.app
      if (reveal.ariaExpanded !== 'true') byId('server').textContent = lines.server
      list(
        byId('active'),
        state.faults,
        ({ id }) => String(id),
        ({ id, method = 'any method', path = 'any path', times, status, delay, cut, ...more }) => {
          const what = `${method} ${path}`
          const effects = [
            delay && `waits ${delay} ms`,
            cut ? 'breaks off' : status && `answers ${status}`,
            more.retryAfter && `Retry-After ${more.retryAfter} s`,
            more.body !== undefined && 'a body of its own',
            more.headers?.location && `to ${more.headers.location}`,
            times ? `${times} more` : 'until removed',
          ]
          const click = () => act('removeFault', { id: String(id) })
          return h(
            'li',
            { class: 'row' },
            h('code', {}, what),
            h('span', { class: 'hint' }, effects.filter(Boolean).join(', ')),
            h('button', { class: 'quiet push', 'aria-label': `Remove ${what}`, click }, 'Remove'),
          )
        },
      )
      list(
        byId('mails'),
        state.messages,
        (message) => JSON.stringify(message),
        ({ time, to, code, kind, link }) =>
          h(
            'li',
            { class: 'row' },
            link ? h('a', { href: link }, 'Open the link') : h('span', { class: 'big' }, code),
            to,
            h('span', { class: 'hint push' }, `${kind}, ${new Date(time).toLocaleTimeString('en-GB')}`),
          ),
      )
    }
  }
}
