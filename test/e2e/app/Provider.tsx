import { useRedirectCallback, useSignInWithRedirect, useSignUpWithRedirect } from 'frontdesk'
import { readConfig } from './config'

/** Leaves for a provider, to come back to this page. */
export function Provider() {
  const signIn = useSignInWithRedirect()
  const signUp = useSignUpWithRedirect()
  const back = new URL(location.href)
  back.searchParams.set('config', JSON.stringify({ ...readConfig(), isBack: true }))
  const way = { strategy: 'oauth_google', redirectUrl: back.href } as const
  return (
    <p>
      <button type="button" onClick={() => signIn.mutate(way)}>
        Sign in with Google
      </button>
      <button type="button" onClick={() => signUp.mutate(way)}>
        Sign up with Google
      </button>
    </p>
  )
}

/** Where the browser comes back to. */
export function WayBack() {
  const outcome = useRedirectCallback()
  const text = outcome.status === 'refused' ? outcome.error.code : outcome.status
  return (
    <p>
      way back: <output aria-label="way back">{text}</output>
    </p>
  )
}
