import bell from '../bell.svg'
import { ConnectionPill } from './ConnectionPill'

export function Header() {
  return (
    <header className="header">
      <span className="brand">
        <img src={bell} alt="" width="32" height="32" />
        Frontdesk
      </span>
      <span className="header-tools">
        <ConnectionPill />
        <a className="button" href="." target="_blank" rel="noreferrer">
          Open a second window
        </a>
      </span>
    </header>
  )
}
