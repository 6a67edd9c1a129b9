/**
 * Whether a request is to an endpoint.
 *
 * @param endpoint - a method and a path, e.g. `POST /v1/client/sessions/*\/touch`, where `*` stands for any one segment.
 */
export function fits(endpoint: string, request: string): boolean {
  const pattern = endpoint.split('/')
  const segments = request.split('/')
  return (
    pattern.length === segments.length && pattern.every((part, at) => part === '*' || part === segments[at])
  )
}

/** A request as it is called here: its method after `_method`, and its path. */
export function nameOf(url: URL, method: string): string {
  return `${url.searchParams.get('_method')?.toUpperCase() ?? method.toUpperCase()} ${url.pathname}`
}
