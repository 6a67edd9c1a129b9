import type { Host } from './host'

/** A lazy singleton per handle. Apps that never use it do not download it. */
export function perHandle<H extends Host, T>(host: H, create: (host: H) => T): T {
  const { singletons } = host
  if (!singletons.has(create)) singletons.set(create, create(host))
  return singletons.get(create) as T
}
