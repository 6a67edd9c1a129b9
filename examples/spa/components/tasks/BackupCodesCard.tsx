import { Card } from '../Card'

interface BackupCodesCardProps {
  codes: readonly string[]
  onSaved: () => void
}

/** Told once: they stay until the user has them. */
export function BackupCodesCard({ codes, onSaved }: BackupCodesCardProps) {
  return (
    <Card place="due" title="Keep these codes" hooks="BackupCodes">
      <p className="muted">
        Each of them signs you in once where the second factor is lost. They are not shown again.
      </p>
      <ul className="backup-codes" aria-label="Backup codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button type="button" className="button primary" data-next onClick={onSaved}>
        I have saved them
      </button>
    </Card>
  )
}
