import { formErrors, useEmailCode, useSignIn } from 'frontdesk'
import { useState } from 'react'

export function SignIn() {
  const [identifier, setIdentifier] = useState('')
  const [code, setCode] = useState('')
  const flow = useSignIn()
  const byCode = useEmailCode(flow)
  const { global, retryAfter } = formErrors(flow.error)
  // What goes wrong stands in `flow.error`.
  const goOn = () => (byCode.isSent ? byCode.verify(code) : byCode.send({ identifier })).catch(() => {})
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void goOn()
      }}
    >
      <label>
        Email address
        <input value={identifier} onChange={({ target }) => setIdentifier(target.value)} />
      </label>
      {byCode.isSent && (
        <label>
          Code
          <input value={code} onChange={({ target }) => setCode(target.value)} />
        </label>
      )}
      <button type="submit" disabled={flow.isPending}>
        Sign in
      </button>
      {global.map(({ code, message }) => (
        <p key={code} role="alert">
          {retryAfter ? `Try again in ${retryAfter} s.` : message}
        </p>
      ))}
    </form>
  )
}
