// Checked by `npm run test:types`: what is asked of who is signed in already: a step-up, and tasks.
import {
  type BackupCodes,
  type ChangePasswordParameters,
  type ChooseOrganizationTask,
  type CreateSecondFactorPhoneParameters,
  type FrontdeskError,
  type Organization,
  type OrganizationInvitation,
  type OtherTask,
  type PhoneNumberReference,
  type ResetPasswordTask,
  type Reverification,
  type ReverificationAttempt,
  type ReverificationFactor,
  type ReverificationFirstFactor,
  type ReverificationLevel,
  type ReverificationPreparation,
  type ReverificationSecondAttempt,
  type ReverificationSecondFactor,
  type ReverificationSecondPreparation,
  type SecondFactorPhone,
  type SessionTask,
  type SetupMfaTask,
  type StepUp,
  type StepUpState,
  type Totp,
  type Unlisted,
  type UseReverificationParameters,
  type UseReverificationReturnType,
  type UseSessionTasksReturnType,
  useReverification,
  useSessionTasks,
  type Verification,
  type VerifySecondFactorPhoneParameters,
  type VerifyTotpParameters,
} from 'frontdesk'
import {
  attemptReverificationFirstFactor,
  attemptReverificationSecondFactor,
  changePassword,
  createSecondFactorPhone,
  createTotp,
  type Frontdesk,
  prepareReverificationFirstFactor,
  prepareReverificationSecondFactor,
  reverificationAskedBy,
  type StartReverificationParameters,
  sendSecondFactorCode,
  startReverification,
  verifySecondFactorPhone,
  verifyTotp,
} from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

export function ACallKeepsItsTypes(transfer: (to: string, amount: number) => Promise<{ id: string }>) {
  const way = useReverification(transfer, { level: 'second_factor' })
  expectTypeOf(way).toEqualTypeOf<UseReverificationReturnType<[to: string, amount: number], { id: string }>>()
  expectTypeOf(way.call).toEqualTypeOf(transfer)
  expectTypeOf(way.reverification).toEqualTypeOf<StepUp | undefined>()
  expectTypeOf<UseReverificationParameters>().toEqualTypeOf<{ level?: ReverificationLevel | undefined }>()
  // @ts-expect-error -- an amount is due.
  void way.call('bob')
  // @ts-expect-error -- there is nothing to wait for.
  useReverification(() => 7)
}

export function AStepUpHasTheStepsOfItsStatus(stepUp: StepUp) {
  expectTypeOf(stepUp).toExtend<StepUpState>()
  expectTypeOf<StepUpState>().toEqualTypeOf<{
    readonly isPending: boolean
    readonly error: FrontdeskError | null
    readonly cancel: () => void
  }>()
  if (stepUp.status === 'needs_first_factor') {
    expectTypeOf(stepUp.supportedFirstFactors).toEqualTypeOf<readonly ReverificationFirstFactor[]>()
    expectTypeOf(stepUp.attemptFirstFactor).parameter(0).toEqualTypeOf<ReverificationAttempt>()
    // @ts-expect-error -- not yet.
    void stepUp.attemptSecondFactor
  }
  if (stepUp.status === 'needs_second_factor') {
    expectTypeOf(stepUp.supportedSecondFactors).toEqualTypeOf<readonly ReverificationSecondFactor[]>()
    expectTypeOf(stepUp.prepareSecondFactor).parameter(0).toEqualTypeOf<ReverificationSecondPreparation>()
    // @ts-expect-error -- not any more.
    void stepUp.prepareFirstFactor
  }
}

export function ItIsDoneByHandToo(frontdesk: Frontdesk, reverification: Reverification) {
  for (const step of [
    startReverification(frontdesk, { level: 'multi_factor' } satisfies StartReverificationParameters),
    startReverification(frontdesk),
    prepareReverificationFirstFactor(frontdesk, { strategy: 'email_code', emailAddressId: 'idn_1' }),
    attemptReverificationFirstFactor(frontdesk, { strategy: 'password', password: 'secret' }),
    prepareReverificationSecondFactor(frontdesk, { strategy: 'phone_code', phoneNumberId: 'idn_1' }),
    attemptReverificationSecondFactor(frontdesk, { strategy: 'totp', code: '424242', sessionId: 'sess_1' }),
  ])
    expectTypeOf(step).toEqualTypeOf<Promise<Reverification>>()
  expectTypeOf(reverification.firstFactorVerification).toEqualTypeOf<Verification | null>()
  expectTypeOf<'needs_first_factor' | 'complete'>().toExtend<Reverification['status']>()
  expectTypeOf(reverificationAskedBy(new Response())).toEqualTypeOf<
    Promise<ReverificationLevel | true | undefined>
  >()
  // @ts-expect-error -- a code is due.
  void attemptReverificationSecondFactor(frontdesk, { strategy: 'totp' })
}

export function WhatAStepTakesFollowsFromItsStrategy() {
  expectTypeOf<ReverificationFactor>().toEqualTypeOf<ReverificationFirstFactor | ReverificationSecondFactor>()
  type Of<Union, Strategy> = Extract<Union, { strategy: Strategy }>
  expectTypeOf<Of<ReverificationPreparation, 'email_code'>['emailAddressId']>().toBeString()
  expectTypeOf<Of<ReverificationPreparation, 'passkey'>>().toEqualTypeOf<{ strategy: 'passkey' }>()
  expectTypeOf<Of<ReverificationAttempt, 'password'>['password']>().toBeString()
  expectTypeOf<ReverificationSecondAttempt>().toEqualTypeOf<{
    strategy: 'phone_code' | 'totp' | 'backup_code'
    code: string
  }>()
}

export function ASwitchLeadsThroughTasks() {
  const { tasks, ...rest } = useSessionTasks({ onError: (error) => void error.code })
  expectTypeOf(tasks).toEqualTypeOf<readonly SessionTask[]>()
  expectTypeOf(rest).toEqualTypeOf<Omit<UseSessionTasksReturnType, 'tasks'>>()
  const task = tasks[0]!
  switch (task.key) {
    case 'choose-organization':
      expectTypeOf(task).toEqualTypeOf<ChooseOrganizationTask>()
      expectTypeOf(task.createOrganization({ name: 'Acme' })).toEqualTypeOf<Promise<Organization>>()
      expectTypeOf(task.acceptInvitation).returns.toEqualTypeOf<Promise<OrganizationInvitation>>()
      return task.chooseOrganization({ organizationId: 'org_1' })
    case 'reset-password':
      expectTypeOf(task).toEqualTypeOf<ResetPasswordTask>()
      return task.changePassword({ newPassword: 'secret' })
    case 'setup-mfa':
      expectTypeOf(task).toEqualTypeOf<SetupMfaTask>()
      expectTypeOf(task.createTotp()).toEqualTypeOf<Promise<Totp>>()
      return task.verifyTotp({ code: '424242' })
    default:
      expectTypeOf(task).toEqualTypeOf<OtherTask>()
      return expectTypeOf(task.key).toEqualTypeOf<Unlisted>()
  }
}

export function SecondFactorsAreSetUpByHandToo(frontdesk: Frontdesk) {
  expectTypeOf(changePassword).parameter(1).toEqualTypeOf<ChangePasswordParameters>()
  expectTypeOf(createTotp(frontdesk)).toEqualTypeOf<Promise<Totp>>()
  expectTypeOf<Totp>().toEqualTypeOf<{ readonly secret: string; readonly uri: string }>()
  expectTypeOf(verifyTotp).parameter(1).toEqualTypeOf<VerifyTotpParameters>()
  expectTypeOf(verifyTotp).returns.toEqualTypeOf<Promise<BackupCodes>>()
  expectTypeOf<BackupCodes>().toEqualTypeOf<{ readonly backupCodes: readonly string[] }>()
  expectTypeOf(createSecondFactorPhone).parameter(1).toEqualTypeOf<CreateSecondFactorPhoneParameters>()
  expectTypeOf(createSecondFactorPhone).returns.toEqualTypeOf<Promise<SecondFactorPhone>>()
  expectTypeOf<SecondFactorPhone>().toExtend<PhoneNumberReference>()
  expectTypeOf(sendSecondFactorCode).parameter(1).toEqualTypeOf<PhoneNumberReference>()
  expectTypeOf(verifySecondFactorPhone).parameter(1).toEqualTypeOf<VerifySecondFactorPhoneParameters>()
  // A number that is verified already needs no code.
  void verifySecondFactorPhone(frontdesk, { phoneNumberId: 'idn_1' })
  // @ts-expect-error -- the new one is due.
  void changePassword(frontdesk, { currentPassword: 'secret' })
}
