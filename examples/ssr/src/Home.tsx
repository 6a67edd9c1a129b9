import { Show } from 'frontdesk'

/** A page for everyone. */
export function Home() {
  return (
    <>
      <h1>Welcome</h1>
      <Show when="signed-in" fallback={<a href="/sign-in">Sign in</a>}>
        <a href="/account">Your account</a>
      </Show>
    </>
  )
}
