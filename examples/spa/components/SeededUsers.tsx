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
      {users.map((user) => {
        const name = [user.firstName, user.lastName].filter(Boolean).join(' ') || user.identifier
        return (
          <button
            key={user.identifier}
            type="button"
            className="chip"
            aria-label={`Fill in ${name}`}
            onClick={() => onPick(user)}
          >
            {user.firstName || user.identifier}
          </button>
        )
      })}
    </div>
  )
}
