// Checked by `npm run test:types`: what apps branch on and show when something fails.
import {
  type FapiErrorDetail,
  type FormError,
  type FormErrors,
  type FormErrorsOptions,
  type FormErrorWords,
  FrontdeskError,
  type FrontdeskErrorCode,
  formErrors,
  isExpectedOnServer,
  isFrontdeskError,
} from 'frontdesk'
import * as core from 'frontdesk/core'
import * as server from 'frontdesk/server'
import { expectTypeOf } from 'vitest'

export function AnErrorSaysWhatAndWhy(error: FrontdeskError) {
  expectTypeOf(error).toExtend<Error>()
  expectTypeOf<FrontdeskError['name']>().toEqualTypeOf<'FrontdeskError'>()
  expectTypeOf(error.code).toEqualTypeOf<FrontdeskErrorCode>()
  expectTypeOf(error.status).toEqualTypeOf<number | undefined>()
  expectTypeOf(error.retryAfter).toEqualTypeOf<number | undefined>()
  expectTypeOf(error.path).toEqualTypeOf<string | undefined>()
  expectTypeOf(error.traceId).toEqualTypeOf<string | undefined>()
  expectTypeOf(error.errors).toEqualTypeOf<readonly FapiErrorDetail[]>()
  expectTypeOf<FapiErrorDetail>().toEqualTypeOf<{
    readonly code: string
    readonly message: string
    readonly longMessage: string
    readonly meta: Readonly<Record<string, unknown>>
  }>()
  // @ts-expect-error -- it stays what it was.
  error.code = 'timeout'
}

export function ACodeIsKnownOrAnyOther() {
  expectTypeOf<'network_error' | 'form_password_incorrect'>().toExtend<FrontdeskErrorCode>()
  expectTypeOf<string>().toExtend<FrontdeskErrorCode>()
  expectTypeOf<FrontdeskErrorCode>().toExtend<string>()
  // What an editor completes is lost where the union has collapsed.
  expectTypeOf<FrontdeskErrorCode>().not.toEqualTypeOf<string>()
  void new FrontdeskError('storage_failed', { cause: new Error('full'), status: 500 })
  // @ts-expect-error -- a code is due.
  void new FrontdeskError()
}

export function WhatIsCaughtIsNarrowed(caught: unknown) {
  if (isFrontdeskError(caught, 'too_many_requests'))
    expectTypeOf(caught.retryAfter).toEqualTypeOf<number | undefined>()
  if (isExpectedOnServer(caught)) expectTypeOf(caught).toEqualTypeOf<Error & { digest: string }>()
  isExpectedOnServer(caught, { componentStack: '' })
}

export function EveryEntryHasTheSameError() {
  expectTypeOf(core.FrontdeskError).toEqualTypeOf(FrontdeskError)
  expectTypeOf(server.FrontdeskError).toEqualTypeOf(FrontdeskError)
  expectTypeOf(server.isFrontdeskError).toEqualTypeOf(isFrontdeskError)
  expectTypeOf(core.formErrors).toEqualTypeOf(formErrors)
}

export function AFormShowsThemByField(words: FormErrorWords, detail: FapiErrorDetail) {
  expectTypeOf(formErrors).parameters.toEqualTypeOf<
    [error: unknown, options?: FormErrorsOptions | undefined]
  >()
  expectTypeOf(formErrors).returns.toEqualTypeOf<FormErrors>()
  expectTypeOf<FormErrorsOptions>().toEqualTypeOf<{ words?: FormErrorWords | undefined }>()
  expectTypeOf<FormErrors['triesLeft']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<FormErrors['sessionId']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<FormError>().toEqualTypeOf<{
    readonly code: string
    readonly message: string
    readonly meta: Readonly<Record<string, unknown>>
  }>()
  const word = words.form_param_nil
  if (typeof word === 'function') return expectTypeOf(word(detail)).toBeString()
  return expectTypeOf(word).toEqualTypeOf<string | undefined>()
}
