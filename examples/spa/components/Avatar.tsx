import type { User } from 'frontdesk'
import { emailOf, nameOf } from '../people'

interface AvatarProps {
  user: User
  size?: 'large'
}

export function Avatar({ user, size }: AvatarProps) {
  const initials = nameOf(user)
    .split(/\s+/)
    .map(([letter]) => letter)
    .slice(0, 2)
    .join('')
  return (
    <span className="avatar" data-size={size} data-hue={hueOf(emailOf(user))} aria-hidden="true">
      {user.imageUrl ? <img src={user.imageUrl} alt="" /> : initials.toUpperCase()}
    </span>
  )
}

/** One of six, always the same for one address. */
function hueOf(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 47 + letter.charCodeAt(0)) % 997, 7) % 6
}
