/** Until the server has looked who is there. */
export default function Loading() {
  return <h1>Account</h1>
}
