/** For password managers, which look for the name beside the password. People do not meet it. */
export function HiddenUsername({ value }: { value: string | null }) {
  return (
    <input
      className="visually-hidden"
      type="text"
      name="username"
      autoComplete="username"
      aria-hidden="true"
      tabIndex={-1}
      readOnly
      value={value ?? ''}
    />
  )
}
