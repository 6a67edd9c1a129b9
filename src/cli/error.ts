/** A mistake in how the command was used, or a condition its user can mend: shown in one line, without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError'
}
