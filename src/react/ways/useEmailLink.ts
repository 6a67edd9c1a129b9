import { useEffect } from 'react'
import type { Engine } from '../../core/engine/engine'
import { listen } from '../../core/host/listen'
import { sleep } from '../../core/host/sleep'
import { askedFor, type FrontdeskError, isTransient } from '../../core/wire/errors'
import type { SignIn } from '../../core/wire/resources/signIn'
import type { SignUp } from '../../core/wire/resources/signUp'
import { useFrontdesk } from '../context'
import type { AttemptOf, Flow, SendParameters } from './flow'
import { type SendingOptions, useSending } from './useSending'

/** Where the link leads. */
export interface UseEmailLinkOptions extends SendingOptions {
  /**
   * The page that the link leads to in the end: a URL of this page's origin, absolute or relative to the page. It uses
   * `useEmailLinkVerification()`.
   */
  redirectUrl: string
}

/** A link that is e-mailed. `F` is what `useSignIn()` or `useSignUp()` gives. */
export interface EmailLink<F extends Flow = Flow> {
  /** Whether one was sent, and is waited for. */
  readonly isSent: boolean
  /** Where it is sent to, masked unless the user typed it. `null` where nobody knows yet. */
  readonly safeIdentifier: string | null
  /** Seconds until it may be sent again; 0 if it may. Who reads it renders each second. */
  readonly resendIn: number
  /**
   * Sends a link: with what `create()` takes where nothing has begun, or another one is meant. One at a time, and not
   * before it may be sent again.
   *
   * @throws FrontdeskError, e.g. `factor_not_found`; `invalid_redirect_url` for a `redirectUrl` that leads elsewhere.
   */
  readonly send: (parameters?: SendParameters<F>) => Promise<AttemptOf<F>>
}

const sent = { strategies: ['email_link'] } as const

/** Milliseconds, and how many of them: as long as a link is good. */
const pause = 1000
const mostLooks = 600

/**
 * Signs in, or verifies the address of a sign-up, by a link that is e-mailed. While it is waited for and the page is
 * shown, this asks each second whether it has been followed, wherever that was; then the sign-in goes on here.
 *
 * @param flow - what `useSignIn()` or `useSignUp()` gives.
 */
export function useEmailLink<F extends Flow>(
  flow: F,
  { redirectUrl, ...options }: UseEmailLinkOptions,
): EmailLink<F> {
  const { _internal: engine } = useFrontdesk()
  const { isSent, send, target, watch } = useSending(flow, sent, options)
  const { reload } = flow
  // Another link is waited for as long as the first one was.
  const expireAt = target?.verification?.expireAt
  // biome-ignore lint/correctness/useExhaustiveDependencies: the engine goes with `reload`, and would keep its names long.
  useEffect(() => (isSent ? poll(engine, reload) : undefined), [isSent, expireAt, reload])
  return {
    isSent,
    safeIdentifier: target?.safeIdentifier ?? null,
    get resendIn() {
      return watch()
    },
    send: (parameters) => send(parameters as never, { redirectUrl }) as Promise<AttemptOf<F>>,
  }
}

/** Asks until there is news. @returns a function that stops it. */
function poll(engine: Engine, reload: () => Promise<SignIn | SignUp>): () => void {
  const { page } = engine.ambient
  let isOver = false
  let end: (() => void) | undefined

  const wait = async (ms: number) => {
    let stop: (() => void) | undefined
    await sleep(engine, ms, (wake) => {
      end = () => wake(true)
      // Whoever comes back has often followed it.
      stop = listen(engine.onAwake)(() => wake())
    })
    stop?.()
  }

  async function run() {
    for (let looks = 0; looks < mostLooks && !isOver; looks++) {
      let rest = pause
      if (page?.visible() === false) rest = pause * mostLooks
      else {
        try {
          const attempt = await reload()
          if (isSettled(attempt)) return
        } catch (caught) {
          const error = caught as FrontdeskError
          if (!isTransient(error)) return
          rest = Math.max(rest * 5, askedFor(error))
        }
      }
      if (!isOver) await wait(rest)
    }
  }

  void run()
  return () => {
    isOver = true
    end?.()
  }
}

function isSettled(attempt: SignIn | SignUp): boolean {
  const verification =
    'verifications' in attempt
      ? attempt.verifications.emailAddress
      : (attempt.secondFactorVerification ?? attempt.firstFactorVerification)
  return attempt.status === 'complete' || verification?.status !== 'unverified'
}
