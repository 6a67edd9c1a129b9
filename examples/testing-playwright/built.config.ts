import config from './playwright.config'

/** The same tests on a production build. */
export default {
  ...config,
  webServer: {
    ...config.webServer,
    command: 'vite build && vite preview --host localhost --port 5173 --strictPort',
  },
}
