import { Card } from '../Card'
import { AppEntry } from './AppEntry'
import { useAuthenticator } from './authenticator'
import { MessageRow } from './MessageRow'
import { useMessages } from './useMessages'

/** How many are shown: codes are good for ten minutes. */
const shown = 4

/** What would reach people: nothing leaves the box, so it is read here. */
export function InboxCard() {
  const messages = useMessages()
  const entries = useAuthenticator()
  return (
    <Card place="beside" title="Mail and phone" hooks="fapi.emails · fapi.texts">
      {messages.length === 0 ? (
        <p className="empty">Nothing yet. Codes and links that the box sends turn up here.</p>
      ) : (
        <ul className="messages" aria-label="Messages">
          {messages.slice(0, shown).map((message) => (
            <MessageRow key={`${message.time} ${message.to} ${message.code}`} message={message} />
          ))}
        </ul>
      )}
      <ul className="messages" aria-label="Authenticator app">
        {entries.map((entry) => (
          <AppEntry key={entry.name} entry={entry} />
        ))}
      </ul>
    </Card>
  )
}
