import { boxUrl } from '../../box'
import { type Person, seededPeople } from '../../people'

interface PeopleProps {
  onPick: (person: Person) => void
}

/** Who the box knows, and what each of them shows. */
export function People({ onPick }: PeopleProps) {
  if (!boxUrl) return null
  return (
    <details className="people" open>
      <summary>People in this box</summary>
      <ul>
        {seededPeople.map((person) => (
          <li key={person.identifier}>
            <button type="button" className="person" onClick={() => onPick(person)}>
              <strong>{person.firstName}</strong> <span>{person.publicMetadata.demo}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
