// What runs in an empty page, so that its browser gets the cookies. Both give the status of the answer.

/** @param {{ url: string, identifier: string, password: string }} of */
export async function signInAtBox({ url, ...form }) {
  const body = new URLSearchParams(form)
  return (await fetch(`${url}/v1/client/sign_ins`, { method: 'POST', credentials: 'include', body })).status
}

/** @param {{ email: string, password: string }} form */
export async function signInAtBetterAuth(form) {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify(form)
  return (await fetch('/api/auth/sign-in/email', { method: 'POST', headers, body })).status
}
