import { useSignIn } from 'frontdesk'
import type { FormEvent } from 'react'

export function SignInForm({ run }: { run: (task: () => Promise<unknown>) => void }) {
  const signIn = useSignIn()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const identifier = String(form.get('identifier'))
    const password = String(form.get('password'))
    event.currentTarget.reset()
    run(() => signIn.create({ identifier, password }))
  }

  return (
    <form onSubmit={submit}>
      <input name="identifier" aria-label="Email" />
      <input name="password" aria-label="Password" type="password" />
      <button type="submit">Sign in</button>
    </form>
  )
}
