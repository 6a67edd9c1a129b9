interface ImportMetaEnv {
  readonly VITE_FRONTDESK_PUBLISHABLE_KEY?: string
  readonly VITE_FRONTDESK_PROXY_URL?: string
}
