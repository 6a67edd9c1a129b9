import type { FapiPerson } from '../state/people'
import { hostedStyle } from './hosted/style'
import { html } from './html'

/** What the page of a provider shows. */
interface ProviderPage {
  /** E.g. `Google`. */
  name: string
  people: readonly FapiPerson[]
  /** What the address is, to begin with. */
  emailAddress: string
  /** What was wrong with the address. */
  problem?: string | undefined
  /** The origins, or schemes, that a form here leads to in the end. */
  leadsTo: string
}

const style = `${hostedStyle}
.people button { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; width: 100%; padding: 8px 12px; text-align: start; }
.people ul { display: grid; gap: 8px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
`

/** The page of a provider that the box plays: forms alone, so that it works without any script, and a test can send them. */
export function providerPage({ name, people, emailAddress, problem, leadsTo }: ProviderPage) {
  const title = `Sign in with ${name}`
  return {
    title: `${title} · Frontdesk`,
    style,
    isNamed: true,
    formAction: `'self' ${leadsTo}`,
    body: html`<main class="card narrow" id="main">
<h1>${title}</h1>
<p class="hint">This is not ${name}: the box plays it. Say who you are there.</p>
${
  people.length > 0
    ? html`<form method="post" class="people"><ul aria-label="People with an account">${people.map(
        (person) => html`<li>${personButton(person)}</li>`,
      )}</ul></form>`
    : ''
}
<h2>Somebody else</h2>
<form method="post">
<label>Email address<input name="email_address" type="email" required autocomplete="off" value="${emailAddress}" aria-describedby="email_address-error"${problem ? html` aria-invalid="true" autofocus` : ''}></label>
<p class="error" role="alert" id="email_address-error">${problem}</p>
<label>First name<input name="first_name" autocomplete="off"></label>
<label>Last name<input name="last_name" autocomplete="off"></label>
<label class="check"><input name="unverified" type="checkbox" value="true">${name} has not verified this address</label>
<button class="primary">Continue</button>
</form>
<h2>Nobody</h2>
<form method="post" class="row">
<button name="error" value="access_denied">Refuse</button>
<button name="error" value="server_error">Let ${name} fail</button>
</form>
</main>
<footer class="foot hint">A development box: no real account is asked for.</footer>`,
  }
}

function personButton({ emailAddress, firstName, lastName }: FapiPerson) {
  const name = [firstName, lastName].filter(Boolean).join(' ')
  return html`<button name="email_address" value="${emailAddress}"><strong>${name || emailAddress}</strong> ${
    name ? html`<span class="hint">${emailAddress}</span>` : ''
  }</button>`
}
