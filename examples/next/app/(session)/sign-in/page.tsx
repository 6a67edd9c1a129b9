'use client'

import { useGetToken, useSetActive, useSignIn } from 'frontdesk'
import type { FormEvent } from 'react'

/** Signs in, or adds an account, and goes back to where the visitor wanted to be. */
export default function SignIn() {
  const { create, isPending, error } = useSignIn()
  const { mutateAsync: setActive } = useSetActive()
  const getToken = useGetToken()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    try {
      const { createdSessionId } = await create({
        identifier: String(form.get('identifier')),
        password: String(form.get('password')),
      })
      // Who was signed in before stays so, as another account.
      if (createdSessionId) await setActive({ sessionId: createdSessionId })
      // With it comes the cookie that the server reads.
      await getToken()
      location.assign(wanted())
    } catch {
      // `error` says why.
    }
  }

  return (
    <form onSubmit={submit}>
      <h1>Sign in</h1>
      <label>
        Email address <input name="identifier" type="email" autoComplete="username" required />
      </label>
      <label>
        Password <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit" disabled={isPending}>
        Sign in
      </button>
      {error && <p role="alert">{error.message}</p>}
      <noscript>Signing in takes JavaScript.</noscript>
    </form>
  )
}

/** Only a page of this app: the URL is anybody's. */
function wanted(): string {
  const { origin, search } = location
  const url = new URL(new URLSearchParams(search).get('redirect_url') ?? '/account', origin)
  return url.origin === origin ? url.href : '/account'
}
