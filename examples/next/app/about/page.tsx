import { Header } from '../Header'

/** Static: the same HTML for everyone. The header learns in the browser who is there. */
export default function About() {
  return (
    <>
      <Header />
      <main>
        <h1>About</h1>
      </main>
    </>
  )
}
