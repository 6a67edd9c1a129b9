import type { Host } from './host'

/** The one thing that `create` makes for this handle, made when it is first wanted. Who never wants it does without its weight. */
export function perHandle<H extends Host, T>(host: H, create: (host: H) => T): T {
  const { singletons } = host
  if (!singletons.has(create)) singletons.set(create, create(host))
  return singletons.get(create) as T
}
