import { pick } from './pick'
import type { Message } from './useMessages'

/** An e-mail, or a text message. */
export function MessageRow({ message: { to, kind, code, link, time } }: { message: Message }) {
  return (
    <li className="message">
      <div className="who">
        <strong>{to}</strong>
        <span>
          {kind.replace('-', ' ')} · {new Date(time).toLocaleTimeString()}
        </span>
      </div>
      {link ? (
        <a className="button" href={link} target="_blank" rel="noreferrer">
          Open the link
        </a>
      ) : (
        <button type="button" className="code-chip" aria-label={`${code}: use it`} onClick={() => pick(code)}>
          {code}
        </button>
      )}
    </li>
  )
}
