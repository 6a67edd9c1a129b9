import { use } from 'react'
import { type SeededUser, seededUsers } from '../seededUsers'

interface SeededUsersProps {
  onPick: (user: SeededUser) => void
}

/** The box's accounts, one click each. */
export function SeededUsers({ onPick }: SeededUsersProps) {
  const users = use(seededUsers)
  if (users.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lay its legend out in line.
    <div className="seeded" role="group" aria-label="Seeded users">
      <span className="muted">Fill in</span>
      {users.map((user) => (
        <button
          key={user.identifier}
          type="button"
          className="chip"
          aria-label={`Fill in ${user.identifier}`}
          onClick={() => onPick(user)}
        >
          {user.identifier.split('@')[0]}
        </button>
      ))}
    </div>
  )
}
