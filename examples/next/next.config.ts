import type { NextConfig } from 'next'

export default {
  // What is the same for everyone is made once; what depends on the visitor is below a `<Suspense>`.
  cacheComponents: true,
  partialPrefetching: true,
} satisfies NextConfig
