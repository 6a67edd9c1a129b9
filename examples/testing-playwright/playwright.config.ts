import { defineConfig } from '@playwright/test'

const baseURL = 'http://localhost:5173'

export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  use: {
    baseURL,
    // Playwright's own browser, unless this names another.
    launchOptions: { executablePath: process.env.CHROMIUM_PATH },
  },
  webServer: {
    command: 'vite --host localhost --port 5173 --strictPort',
    url: baseURL,
    // Any key of a development instance, and where each test answers instead of the Frontend API, or a box that runs.
    env: {
      VITE_CLERK_PUBLISHABLE_KEY: 'pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk',
      VITE_CLERK_PROXY_URL: process.env.FRONTDESK_URL ?? 'http://localhost:4400',
    },
  },
})
