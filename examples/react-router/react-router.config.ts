import type { Config } from '@react-router/dev/config'

export default {
  // As version 8 is by default. Middleware comes with the first, and sees requests as they are with the second.
  future: {
    v8_middleware: true,
    v8_passThroughRequests: true,
    v8_trailingSlashAwareDataRequests: true,
    v8_splitRouteModules: true,
    v8_viteEnvironmentApi: true,
  },
} satisfies Config
