import type { OwnErrorCode } from './errors'

/** What an option held, and how that usually comes about. */
function got(text: string, rest = ''): string {
  if (/^(undefined|null)?$/.test(text)) return `${text || 'nothing'}: is the variable set in the build?`
  if (/^.?sk_/.test(text)) return `${text}…: this is a secret key, never use it in a browser.`
  if (/^["'`]/.test(text)) return `${text}…: remove the quotes.`
  return `"${text}${rest}".`
}

/** Production builds omit these. There the message is one short sentence; the docs' page on errors explains it. */
export const messages: Record<OwnErrorCode, (about: string) => string> = {
  invalid_publishable_key: (start) =>
    `The publishable key does not parse. Copy it whole from the API keys page: it starts with pk_test_ or pk_live_; got ${got(start, start.length > 8 ? '…' : '')}`,
  invalid_proxy_url: (url) =>
    `proxyUrl must be an http(s) URL such as https://example.com/__clerk, or a path such as /__clerk; got ${got(url)}`,
  invalid_domain: (domain) => `domain must be a bare host name such as example.com; got ${got(domain)}`,
  storage_required: () =>
    'nativeScheme() keeps the client token in a storage. Pass `storage` with getItem, setItem and removeItem.',
  pinned_needs_tokens: () =>
    'One session cookie serves all tabs, so none can keep a session of its own. With sessionCookie or initialState leave tabSession out; for <InitialState> pass tabSession: "follow". Or send tokens from getToken().',
  storage_failed: () => 'The `storage` that was passed failed; `cause` says how.',
  provider_missing: () => 'Hooks of Frontdesk need a <ClientProvider> above them. Wrap the app in one.',
  query_client_mismatch: () =>
    'The provider is given another QueryClient than the one in context. Use one QueryClient for both.',
  isolation_owner_exists: () =>
    'Another Frontdesk already keeps the identities in this QueryClient apart. Give each a QueryClient of its own, or pass isolateCache: false to one.',
  no_client_on_server: () =>
    'No client is loaded on a server. Ask for it in the browser; put a <Suspense> above what uses useSuspenseClient().',
  invalid_redirect_url: (url) =>
    `A redirectUrl must lead back to this app: to the origin of its page, or to one of allowedOrigins; got ${got(url)}`,
  page_missing: () =>
    'There is no page here that could be left for another one. Call this in a browser; native apps have signInWithBrowser().',
  session_unseen: () =>
    'The server that rendered this page saw no session, and there is one. Is the option sessionCookie set, on this host?',
  network_error: (url) =>
    `The Frontend API at ${url} cannot be reached, or does not allow this origin (CORS). Check the connection, publishableKey and proxyUrl.`,
  timeout: (url) =>
    `The Frontend API at ${url} did not answer in time. It is tried again where that can help.`,
  malformed_response: (place) =>
    `The answer is not what the Frontend API gives; the fault is at "${place}". Check proxyUrl, and what stands between.`,
  fapi_not_found: (url) => `No Frontend API answers at ${url}. Check publishableKey and proxyUrl.`,
  redirected_elsewhere: (path) =>
    `The answer to ${path} is a redirect away from the Frontend API, and was dropped. Check proxyUrl, and what stands between.`,
  captcha_required: () =>
    'The Frontend API wants a captcha, which Frontdesk cannot show. Turn bot protection off for this instance.',
  client_token_rejected: () =>
    'The stored client token was refused. It is kept; resetClient() discards it and starts anew.',
  client_not_kept: () =>
    'A client that was created is gone on the next look. Are cookies blocked, is the Frontend API on another site, or was a development server restarted without its state? Signing in stays possible.',
  session_not_found: (id) => `No session "${id}" is signed in on this client. Take an id from useSessions().`,
  sign_in_missing: () => 'No sign-in is under way here. Start one with create(), or pass its `signInId`.',
  sign_up_missing: () => 'No sign-up is under way here. Start one with create(), or pass its `signUpId`.',
  redirect_unfinished: () =>
    'The way through the provider was not finished, or not in this browser. Begin it again.',
  popup_blocked: () =>
    'The browser let no window be opened. Open it in the click itself, before any await, or leave the page instead: signInWithRedirect().',
  popup_unsupported: () =>
    'Popups are answered by a page of Clerk’s accounts portal, which only production instances have for their apps; the box has none. Leave the page instead: signInWithRedirect().',
  reverification_cancelled: () =>
    'The step-up was given up, so the call was not made. Call again when the user wants to.',
  reverification_unavailable: () =>
    'This user has no factor that could be proved again, so the call was not made. Let the user sign out and in again, or set up a password or another factor.',
  factor_not_found: (strategies) =>
    `This attempt cannot go on by ${strategies}. Take one of its supported factors, or begin with send({ identifier }).`,
  ticket_missing: () =>
    'There is no ticket in the address of this page. Ask whoever invited you for the whole link.',
  passkey_not_supported: () =>
    'This browser has no passkeys here. They need a recent browser, and a page on https or on localhost. Offer another way.',
  passkey_cancelled: () => 'No passkey was chosen. Ask again when the user wants to, or offer another way.',
  passkey_already_exists: () => 'This device has a passkey of this user already. It can be used to sign in.',
  passkey_wrong_domain: () =>
    'Passkeys of this instance are for another host than this page’s. Open the page on the domain of the instance, or on localhost, not on an address such as 127.0.0.1.',
  passkey_failed: () => 'The browser could not make or use a passkey; `cause` says why. Offer another way.',
  invalid_secret_key: () =>
    'The secret key does not parse. Copy it whole from the API keys page: it starts with sk_test_ or sk_live_.',
  keys_differ: (type) =>
    `The secret key is a ${type} key, the publishable key is not. Copy both from one instance.`,
  origins_required: () =>
    'With a production key, `origins` must name the origins of the app, e.g. ["https://app.example.com"].',
  invalid_origin: (origin) =>
    `origins must hold origins such as https://app.example.com, without a path; got ${got(origin)}`,
  invalid_url: (name) =>
    `${name} must be an http(s) URL such as https://example.com/sign-in; signInUrl and tasksUrl may be a path of the app, too.`,
  option_threw: (name) => `The option ${name} threw; \`cause\` says what. Mend it, or let it answer instead.`,
  clerk_backend_missing: () =>
    'frontdesk/server needs @clerk/backend 3.16.10 or later. Install it beside frontdesk.',
  request_failed: (path) => `${path} was refused without a reason.`,
}
