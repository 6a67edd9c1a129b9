interface ImportMetaEnv {
  readonly VITE_FRONTDESK_PUBLISHABLE_KEY?: string
  readonly VITE_FRONTDESK_PROXY_URL?: string
  /** JSON: `[{ "identifier": "…", "password": "…" }]`, the accounts to offer for filling in. */
  readonly VITE_FRONTDESK_USERS?: string
}
