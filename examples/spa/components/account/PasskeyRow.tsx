import type { Passkey } from 'frontdesk'

interface PasskeyRowProps {
  passkey: Passkey
  onRemove: () => void
}

export function PasskeyRow({ passkey, onRemove }: PasskeyRowProps) {
  const name = passkey.name || 'Passkey'
  const used = passkey.lastUsedAt ?? passkey.createdAt
  return (
    <li className="account">
      <span className="passkey-icon" aria-hidden="true" />
      <div className="who">
        <span className="name">
          <strong>{name}</strong>
        </span>
        <span>
          {passkey.lastUsedAt === null ? 'made' : 'used'}{' '}
          <time dateTime={new Date(used).toISOString()}>{new Date(used).toLocaleString()}</time>
        </span>
      </div>
      <div className="account-actions">
        <button
          type="button"
          className="button quiet"
          aria-label={`Remove ${name}, made ${new Date(passkey.createdAt).toLocaleString()}`}
          onClick={onRemove}
        >
          Remove
        </button>
      </div>
    </li>
  )
}
