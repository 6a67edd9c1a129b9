import type { Recipe } from './recipe'
import { scripts, viteConfig, viteEnv } from './shared'

export const vue: Recipe = {
  name: 'vue',
  sdk: '@clerk/vue',
  packages: scripts,
  envFile: '.env.local',
  env: viteEnv,
  files: [
    {
      path: 'vite.config.ts',
      code: viteConfig('vue()', `import vue from '@vitejs/plugin-vue'`),
    },
    {
      path: 'src/main.ts',
      code: `import { clerkPlugin } from '@clerk/vue'
import { createApp } from 'vue'
import App from './App.vue'

const { VITE_CLERK_PUBLISHABLE_KEY, VITE_CLERK_PROXY_URL } = import.meta.env

createApp(App)
  .use(clerkPlugin, {
    publishableKey: VITE_CLERK_PUBLISHABLE_KEY,
    proxyUrl: VITE_CLERK_PROXY_URL,
    telemetry: false,
  })
  .mount('#app')`,
    },
    {
      path: 'src/App.vue',
      code: `<script setup>
import { OrganizationSwitcher, Show, SignInButton, UserButton } from '@clerk/vue'
</script>

<template>
  <Show when="signed-out"><SignInButton mode="modal" /></Show>
  <Show when="signed-in"><OrganizationSwitcher /> <UserButton /></Show>
</template>`,
    },
  ],
}
