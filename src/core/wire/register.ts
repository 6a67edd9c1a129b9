/**
 * Augment it once to type what your instance adds. All members are optional, and nothing checks the answers: what may
 * be missing there is optional in your type, too.
 *
 * - `claims`: of the session token, as in `useSession().claims`
 * - `publicMetadata`, `unsafeMetadata`: of a user
 * - `templates`: the names of the JWT templates, as a union
 *
 * @example
 * declare module 'frontdesk' {
 *   interface Register {
 *     claims: { role?: 'admin' | 'member' }
 *     publicMetadata: { plan?: 'free' | 'pro' }
 *     templates: 'hasura' | 'reports'
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: apps add its members.
export interface Register {}

/** What an app has registered under `Name`, else `Otherwise`. */
export type Registered<Name extends string, Otherwise> =
  Register extends Record<Name, infer Type> ? Type : Otherwise

/** The name of a JWT template. */
export type TemplateName = Registered<'templates', string>
