import { useEffect } from 'react'
import { tokenKey } from '../../core/features/tokens/book'
import { tokenIssuer } from '../../core/features/tokens/issuer'
import { watchToken } from '../../core/features/tokens/refresh'
import type { FrontdeskError } from '../../core/wire/errors'
import type { TemplateName } from '../../core/wire/register'
import { useFrontdesk } from '../context'
import { useShown } from '../useShown'
import { useTokenState } from '../useTokenState'

/** Which token is wanted. */
export interface UseTokenParameters {
  /** A JWT template's name. Default: the session token. */
  template?: TemplateName | undefined
  /** `null`: the personal workspace. Default: the session's active organization. */
  organizationId?: string | null | undefined
}

interface NoToken {
  token: undefined
  expiresAt: undefined
}

/** A token, by status. */
export type UseTokenReturnType =
  | ({ status: 'loading'; error: undefined } & NoToken)
  | {
      status: 'ready'
      /** The JWT. Once it has expired the status is another one. */
      token: string
      /** Milliseconds since 1970, by the Frontend API's clock. */
      expiresAt: number
      /** Why a new one cannot be had; the present one stays until it expires. */
      error: FrontdeskError | undefined
    }
  /** The token, or the client, cannot be had. */
  | ({ status: 'error'; error: FrontdeskError } & NoToken)
  /** Also while signing out, and for a pending session. */
  | ({ status: 'signed-out'; error: undefined } & NoToken)

/** A token of this tab's session, kept fresh while mounted and the tab is shown. */
export function useToken({ template, organizationId }: UseTokenParameters = {}): UseTokenReturnType {
  const frontdesk = useFrontdesk()
  const { _internal: engine } = frontdesk
  const session = useShown((shown) => shown.session)
  const sessionId = session.status === 'signed-in' ? session.sessionId : undefined
  const organization = organizationId === undefined ? (session.organizationId ?? null) : organizationId
  const target = sessionId ? { sessionId, template, organizationId: organization } : undefined
  const { fresh } = tokenIssuer(engine)
  // It may have expired while no component watched it.
  const token = useTokenState(({ tokens }) => target && tokens[tokenKey(target)] && fresh(target, 1))
  // `null` once the client is known: until then no token is asked for.
  const failure = useShown(({ connection }) => (engine.client === undefined ? connection.error : null))
  const isKnown = failure === null
  const refusal = useTokenState(({ errors }) => target && errors[tokenKey(target)])
  const error = refusal ?? failure ?? undefined
  useEffect(() => {
    if (sessionId && isKnown) {
      return watchToken(frontdesk._internal, { sessionId, template, organizationId: organization })
    }
  }, [frontdesk, sessionId, template, organization, isKnown])
  const status = token
    ? 'ready'
    : error
      ? 'error'
      : target || session.sessionId === undefined
        ? 'loading'
        : 'signed-out'
  return { status, token: token?.jwt, expiresAt: token?.expiresAt, error } as UseTokenReturnType
}
