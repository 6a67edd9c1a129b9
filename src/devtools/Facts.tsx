import type { ReactNode } from 'react'
import type { Frontdesk } from '../core/frontdesk'
import type { Session } from '../core/wire/resources/session'
import { tokenFacts } from './refreshes'
import { span } from './times'
import { recorderOf } from './watch/recorder'

/** How it stands right now. */
export function Facts({ frontdesk }: { frontdesk: Frontdesk }) {
  const { _internal: engine } = frontdesk
  const { ambient, client, shown } = engine
  const { connection, session } = shown
  const now = ambient.now()
  return (
    <>
      <Part title="Connection">
        <Fact name="Status">
          <Status of={connection.status} />
        </Fact>
        {connection.error && (
          <>
            <Fact name="Reason">
              <code>{connection.error.code}</code>
            </Fact>
            <Fact name="Message">{connection.error.message}</Fact>
          </>
        )}
        <Fact name="Frontend API">
          <code>{engine.base}</code>
        </Fact>
        <Fact name="Scheme">
          {engine.scheme.name}, {engine.publishableKey.startsWith('pk_live_') ? 'production' : 'development'}
        </Fact>
      </Part>
      <Part title="This tab’s session">
        <Fact name="Status">
          <Status of={session.status} />
        </Fact>
        {session.sessionId && (
          <>
            <Fact name="Session">
              <code>{session.sessionId}</code>
            </Fact>
            <Fact name="User">
              <code>{session.userId}</code>
            </Fact>
            <Fact name="Organization">
              <code>{session.organizationId ?? 'none'}</code>
            </Fact>
          </>
        )}
        <Fact name="Choice">
          {engine.lastActive
            ? 'pinned: other tabs may show another'
            : 'follows the client’s last active session'}
        </Fact>
      </Part>
      <Part title="Client">
        {client ? (
          <>
            <Fact name="Id">
              <code>{client.id}</code>
            </Fact>
            <Fact name="Last active">
              <code>{client.lastActiveSessionId ?? 'none'}</code>
            </Fact>
            {client.cookieExpiresAt !== null && (
              <Fact name="Cookie">dropped in {span(client.cookieExpiresAt - now)}</Fact>
            )}
            {client.signIn && (
              <Fact name="Sign-in">
                <code>{client.signIn.id}</code>
              </Fact>
            )}
            {client.signUp && (
              <Fact name="Sign-up">
                <code>{client.signUp.id}</code>
              </Fact>
            )}
          </>
        ) : (
          <Fact name="Id">{client === null ? 'there is none' : 'not known yet'}</Fact>
        )}
      </Part>
      <h3>Sessions</h3>
      <Sessions sessions={client?.sessions ?? []} own={session.sessionId} now={now} />
      <h3>Tokens</h3>
      <Tokens frontdesk={frontdesk} />
      <h3>Tabs</h3>
      <TabList frontdesk={frontdesk} now={now} />
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const Status = ({ of }: { of: string }) => (
  <span className="status" data-status={of}>
    {of}
  </span>
)

interface SessionsProps {
  sessions: readonly Session[]
  own: string | null | undefined
  now: number
}

function Sessions({ sessions, own, now }: SessionsProps) {
  if (sessions.length === 0) return <p>None.</p>
  return (
    <ul>
      {sessions.map(({ id, status, user, expireAt, lastActiveAt }) => (
        <li key={id}>
          <strong>{user.primaryEmailAddress?.emailAddress ?? user.username ?? user.id}</strong>{' '}
          <Status of={status} />
          {id === own && ' · this tab'}
          <br />
          <code>{id}</code>
          <br />
          <small>
            used {span(now - lastActiveAt)} ago
            {expireAt > 0 && (expireAt > now ? `, over in ${span(expireAt - now)}` : ', over')}
          </small>
        </li>
      ))}
    </ul>
  )
}

function Tokens({ frontdesk }: { frontdesk: Frontdesk }) {
  const tokens = tokenFacts(frontdesk._internal)
  if (tokens.length === 0) return <p>None: nobody has needed one.</p>
  return (
    <ul>
      {tokens.map(({ key, target, age, secondsLeft, next }) => (
        <li key={key}>
          <strong>{target.template ? `Template ${target.template}` : 'Session token'}</strong>{' '}
          <code>•••••••• (masked)</code>
          <br />
          <code>{target.sessionId}</code>
          {target.organizationId && (
            <>
              {' in '}
              <code>{target.organizationId}</code>
            </>
          )}
          <br />
          <small>
            {age} s old, {secondsLeft > 0 ? `${secondsLeft} s left` : 'expired'}. Refreshed {next}.
          </small>
        </li>
      ))}
    </ul>
  )
}

function TabList({ frontdesk, now }: { frontdesk: Frontdesk; now: number }) {
  const { own, seen } = recorderOf(frontdesk._internal).tabs
  return (
    <ul>
      <li>
        <strong>Tab {own}</strong> · this one
      </li>
      {seen.map(({ id, heardAt, said, isGone }) => (
        <li key={id}>
          <strong>Tab {id}</strong> {isGone ? '· closed' : `· heard ${span(now - heardAt)} ago`}
          {said && `, last said “${said}”`}
        </li>
      ))}
      {seen.length === 0 && <li>No other tab with devtools was heard.</li>}
    </ul>
  )
}
