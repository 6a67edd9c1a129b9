'use client'

import { Devtools, type FrontdeskDevtoolsProps } from './devtools/Devtools'

export type { FrontdeskDevtoolsProps }

/**
 * A panel for development, opened by a button in the corner of the page: the client, its sessions, this tab's session,
 * tokens (masked), tabs, the connection, and a timeline that says what happened and why. Put it below
 * `<ClientProvider>`. In production builds it renders nothing, and its code is left out.
 *
 * @example
 * <ClientProvider publishableKey={key}>
 *   <App />
 *   <FrontdeskDevtools />
 * </ClientProvider>
 */
export const FrontdeskDevtools: (props: FrontdeskDevtoolsProps) => ReturnType<typeof Devtools> =
  process.env.NODE_ENV === 'production' ? () => null : Devtools

/** The same, in production builds too. Who imports it downloads it, so load it on demand. */
export const FrontdeskDevtoolsInProduction: typeof FrontdeskDevtools = Devtools
