import type { Dom } from '../dom'
import type { Page } from './inspector'
import type { InspectorState } from './state'

type Session = InspectorState['sessions'][number]

export type ClientCards = ReturnType<typeof clientCards>

/** The cards of requests, clients, users and dev browsers. */
export function clientCards({ h, byId, list }: Dom) {
  const clock = (ms: number) => new Date(ms).toLocaleTimeString('en-GB')
  const short = (id: string) => id.replace(/^([a-z]+_.{4}).*(.{4})$/, '$1…$2')
  const hint = (text: string) => h('span', { class: 'hint' }, text)
  const kinds: Record<string, string> = {
    active: 'good',
    pending: 'warn',
    revoked: 'bad',
    banned: 'bad',
    locked: 'warn',
  }
  const badge = (text: string, kind = kinds[text] ?? '') => h('span', { class: `badge ${kind}` }, text)
  const clientLink = (id: string | null) => id && h('a', { href: `#${id}`, title: id }, short(id))

  /** Makes one link of a list the stop of the Tab key: the one in use, else the first. Arrows lead to the others. */
  function rove(parent: Element, step = 0) {
    const links = [...parent.querySelectorAll('a')]
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    const next = links[at + step] ?? links[at]
    if (step) next?.focus()
    for (const link of links) link.tabIndex = link === (next ?? links[0]) ? 0 : -1
  }

  byId('requests').onkeydown = (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!step) return
    event.preventDefault()
    rove(byId('requests'), step)
  }

  return ({ act, read }: Page) => {
    /** A button whose name says what it is for, as a list has many of its kind. */
    function button(text: string, about: string, click: () => void, kind = 'quiet') {
      return h('button', { class: kind, 'aria-label': `${text}: ${about}`, click }, text)
    }

    function signInForm(id: string, rest: string[]) {
      const options = rest.map((user) => h('option', {}, user))
      const select = h('select', { 'aria-label': `Who signs in on ${short(id)}` }, ...options)
      const click = () => act('signIn', { id, user: select.value })
      return rest.length > 0 && h('p', { class: 'row' }, select, button('Sign in here', short(id), click, ''))
    }

    function sessionRow({ id, identifier, actor, status, tasks, expireAt }: Session) {
      const by = actor && `impersonated by ${actor.sub}`
      const about = by ? `${identifier}, ${by}` : identifier
      const does = (text: string, name: string, kind?: string) =>
        button(text, about, () => act(name, { id }), kind)
      const claims = h('pre', { hidden: true })
      const showClaims = async () => {
        claims.hidden = !claims.hidden
        const found = await read(`claims/${id}`)
        claims.textContent = found ? JSON.stringify(found, null, 2) : 'No token was handed out yet.'
      }
      const buttons = [
        tasks.length > 0 && does('Complete task', 'completeTask'),
        button('Token’s claims', about, showClaims),
        does('Expire token', 'expireToken'),
        does('Expire', 'expireSession'),
        does('Revoke', 'revokeSession', 'quiet bad'),
        claims,
      ]
      const until = new Date(expireAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
      return h(
        'li',
        {},
        h(
          'div',
          { class: 'row' },
          h('strong', {}, identifier),
          badge(status),
          ...tasks.map((task) => badge(task)),
          by && badge(by, 'warn'),
          isLive({ status }) && hint(`until ${until}`),
        ),
        isLive({ status }) && h('div', { class: 'row' }, ...buttons),
      )
    }

    return (state: InspectorState) => {
      const users = state.users.map(({ identifier }) => identifier)
      const clients = state.clients.map(({ id, createdAt }) => {
        const sessions = state.sessions.filter(({ clientId }) => clientId === id)
        const own = sessions.filter((session) => isLive(session) && !session.actor)
        const taken = own.map(({ identifier }) => identifier)
        return { id, createdAt, sessions, rest: users.filter((user) => !taken.includes(user)) }
      })
      list(
        byId('clients'),
        clients,
        ({ id }) => id,
        ({ id, sessions, createdAt, rest }) =>
          h(
            'li',
            { id },
            h('code', { title: id }, short(id)),
            hint(` since ${clock(createdAt)}`),
            h('ul', {}, ...sessions.map(sessionRow), !sessions[0] && 'Nobody is signed in.'),
            signInForm(id, rest),
          ),
      )
      list(
        byId('users'),
        state.users,
        ({ id }) => id,
        ({ id, identifier, password, banned, locked }) => {
          const does = (text: string, name: string, kind: string) =>
            button(text, identifier, () => act(name, { id }), kind)
          return h(
            'li',
            { class: 'row' },
            h('strong', {}, identifier),
            hint(password ? 'password' : 'signs in by code'),
            password && h('code', {}, password),
            banned && badge('banned'),
            locked && badge('locked'),
            does(locked ? 'Unlock' : 'Lock', locked ? 'unlockUser' : 'lockUser', 'quiet push'),
            does(banned ? 'Unban' : 'Ban', banned ? 'unbanUser' : 'banUser', 'quiet bad'),
          )
        },
      )
      const browsers = state.devBrowsers.map((browser) => ({
        ...browser,
        rest: browser.clientId ? [] : users,
      }))
      list(
        byId('browsers'),
        browsers,
        ({ token }) => token,
        ({ token, clientId, createdAt, rest }) =>
          h(
            'li',
            {},
            h('code', {}, short(token)),
            hint(` since ${clock(createdAt)} · `),
            clientLink(clientId) ?? hint('no client yet'),
            signInForm(token, rest),
          ),
      )
      list(
        byId('requests'),
        state.requests,
        (request) => JSON.stringify(request),
        (request) => {
          const { time, method, path, query, status, duration, scheme, clientId } = request
          return h(
            'tr',
            {},
            h('td', {}, clock(time)),
            h('td', {}, method),
            h('td', { class: 'path', title: query }, path),
            h('td', { class: status && status < 400 ? 'good' : 'bad' }, status || 'cut'),
            h('td', {}, `${duration.toFixed(1)} ms`),
            h('td', {}, scheme),
            h('td', {}, clientLink(clientId) ?? '–'),
          )
        },
      )
      rove(byId('requests'))
      for (const [name, count] of Object.entries(state.hidden)) {
        byId(`${name}-hidden`).hidden = count === 0
        byId(`${name}-hidden`).textContent = `And ${count.toLocaleString('en')} more, unchanged for longer.`
      }
    }

    function isLive({ status }: { status: string }) {
      return status === 'active' || status === 'pending'
    }
  }
}
