import { useMemo } from 'react'
import {
  type BackupCodes,
  type ChangePasswordParameters,
  type CreateSecondFactorPhoneParameters,
  changePassword,
  createSecondFactorPhone,
  createTotp,
  type PhoneNumberReference,
  type SecondFactorPhone,
  sendSecondFactorCode,
  type Totp,
  type VerifySecondFactorPhoneParameters,
  type VerifyTotpParameters,
  verifySecondFactorPhone,
  verifyTotp,
} from '../../core/actions/account'
import { completeTask } from '../../core/actions/completeTask'
import {
  type AcceptOrganizationInvitationParameters,
  acceptOrganizationInvitation,
  type CreateOrganizationParameters,
  createOrganization,
} from '../../core/actions/organizations'
import { setActive } from '../../core/actions/setActive'
import type { Engine } from '../../core/engine/engine'
import type { Frontdesk } from '../../core/frontdesk'
import { perHandle } from '../../core/host/perHandle'
import { sessionTaskMutationOptions } from '../../core/query/sessionTasks'
import { type FrontdeskError, isTransient } from '../../core/wire/errors'
import { form } from '../../core/wire/form'
import type { Unlisted } from '../../core/wire/open'
import type { Organization } from '../../core/wire/resources/organization'
import type { OrganizationInvitation } from '../../core/wire/resources/organizationInvitation'
import { useFrontdesk } from '../context'
import { type ActionOptions, useAction } from '../useAction'
import { useShown } from '../useShown'

/** The user is to choose an organization: one of `useOrganizations()`, a new one, or one to join. It becomes active. */
export interface ChooseOrganizationTask {
  readonly key: 'choose-organization'
  /** @param parameters - an id or a slug. */
  readonly chooseOrganization: (parameters: { organizationId: string }) => Promise<void>
  /** Makes one, and makes it active. If that is lost, the same call made again makes no second one. */
  readonly createOrganization: (parameters: CreateOrganizationParameters) => Promise<Organization>
  /** One of `getOrganizationInvitations()`. */
  readonly acceptInvitation: (
    parameters: AcceptOrganizationInvitationParameters,
  ) => Promise<OrganizationInvitation>
}

/** The user is to choose another password. */
export interface ResetPasswordTask {
  readonly key: 'reset-password'
  readonly changePassword: (parameters: ChangePasswordParameters) => Promise<void>
}

/**
 * The user is to set up a second factor: an authenticator app or a phone. The session may turn active, and this component
 * go, as it is verified: keep the backup codes, which come once, where that does not matter.
 */
export interface SetupMfaTask {
  readonly key: 'setup-mfa'
  /** Gives the secret for the app. */
  readonly createTotp: () => Promise<Totp>
  /** With a code of the app. */
  readonly verifyTotp: (parameters: VerifyTotpParameters) => Promise<BackupCodes>
  /** Adds a phone number, and sends a code to it, unless `isVerified` says that none is needed. */
  readonly createPhone: (parameters: CreateSecondFactorPhoneParameters) => Promise<SecondFactorPhone>
  /** Sends another one. */
  readonly sendCode: (parameters: PhoneNumberReference) => Promise<void>
  /** With the code that was sent. */
  readonly verifyPhone: (parameters: VerifySecondFactorPhoneParameters) => Promise<BackupCodes>
}

/** A task that this version does not know. `request()` reaches any path of the Frontend API. */
export interface OtherTask {
  readonly key: Unlisted
}

/** What is left to do for a pending session: a union by `key`, with the steps that complete it. */
export type SessionTask = ChooseOrganizationTask | ResetPasswordTask | SetupMfaTask | OtherTask

/** The tasks of this tab's session, and the state of the last step. */
export interface UseSessionTasksReturnType {
  /** In the order to do them; the first one is due. Empty where nothing is left to do, and while that is not known. */
  tasks: readonly SessionTask[]
  /** Whether a step is under way. */
  isPending: boolean
  /** Why the last step failed. */
  error: FrontdeskError | null
  /** Forgets the error. */
  reset: () => void
}

/**
 * What is left to do before this tab's pending session becomes active, and how. Once the last task is done, the session
 * is active in all tabs. Steps reject with a FrontdeskError. Neither the query nor the mutation cache holds what they take
 * and give.
 *
 * @param options - TanStack Query's callbacks, for each step.
 *
 * @example
 * const { tasks: [task], isPending, error } = useSessionTasks()
 * if (task?.key === 'reset-password')
 *   return <PasswordForm onSubmit={(newPassword) => task.changePassword({ newPassword })} error={error} />
 */
export function useSessionTasks<Context = unknown>(
  options?: ActionOptions<typeof sessionTaskMutationOptions, Context>,
): UseSessionTasksReturnType {
  const frontdesk = useFrontdesk()
  const listed = useShown(({ session }) =>
    session.status === 'pending' ? session.session?.tasks : undefined,
  )
  const { isPending, error, mutateAsync, reset } = useAction(sessionTaskMutationOptions, options)
  const tasks = useMemo(() => {
    const step: MakeStep =
      (take) =>
      async (...parameters) => {
        // Past the mutation, which would keep it.
        let given!: Awaited<ReturnType<typeof take>>
        await mutateAsync([
          async () => {
            given = await take(frontdesk, ...parameters)
          },
        ])
        return given
      }
    return (listed ?? []).map(({ key }) => ({ key, ...steps.get(key)?.(step) }) as SessionTask)
  }, [frontdesk, listed, mutateAsync])
  return { tasks, isPending, error, reset }
}

type MakeStep = <Parameters extends unknown[], Result>(
  take: (frontdesk: Frontdesk, ...parameters: Parameters) => Promise<Result>,
) => (...parameters: Parameters) => Promise<Result>

type StepsOf<Task> = (step: MakeStep) => Omit<Task, 'key'>

const choose = async (frontdesk: Frontdesk, { organizationId }: { organizationId: string }) => {
  await setActive(frontdesk, { organizationId })
}

/** Those that were made, and could not be chosen for an outage, by whose they are and what was asked for. */
const createUnchosen = (_: Engine) => new Map<string, Organization>()

const chooseOrganization: StepsOf<ChooseOrganizationTask> = (step) => ({
  chooseOrganization: step(choose),
  createOrganization: step(async (frontdesk, parameters: CreateOrganizationParameters) => {
    const unchosen = perHandle(frontdesk._internal, createUnchosen)
    const name = `${frontdesk.state.session.sessionId} ${form({ ...parameters })}`
    const made = unchosen.get(name) ?? (await createOrganization(frontdesk, parameters))
    unchosen.set(name, made)
    try {
      await choose(frontdesk, { organizationId: made.id })
    } catch (error) {
      // Repeated, it is chosen; but one that the Frontend API does not let be chosen is of no use.
      if (!isTransient(error as FrontdeskError)) unchosen.delete(name)
      throw error
    }
    unchosen.delete(name)
    return made
  }),
  acceptInvitation: step(async (frontdesk, parameters: AcceptOrganizationInvitationParameters) => {
    const accepted = await acceptOrganizationInvitation(frontdesk, parameters)
    await choose(frontdesk, { organizationId: accepted.organization.id })
    return accepted
  }),
})

const resetPassword: StepsOf<ResetPasswordTask> = (step) => ({
  changePassword: step(async (frontdesk, parameters: ChangePasswordParameters) => {
    await changePassword(frontdesk, parameters)
    await completeTask(frontdesk, 'reset-password')
  }),
})

const setupMfa: StepsOf<SetupMfaTask> = (step) => {
  const completing = <Parameters>(
    verify: (frontdesk: Frontdesk, parameters: Parameters) => Promise<BackupCodes>,
  ) =>
    step(async (frontdesk, parameters: Parameters) => {
      const codes = await verify(frontdesk, parameters)
      // The codes come once: nothing may hold them back. The focus, or a reload, looks at the session again.
      await completeTask(frontdesk, 'setup-mfa').catch(() => {})
      return codes
    })
  return {
    createTotp: step(createTotp),
    verifyTotp: completing(verifyTotp),
    createPhone: step(createSecondFactorPhone),
    sendCode: step(sendSecondFactorCode),
    verifyPhone: completing(verifySecondFactorPhone),
  }
}

const steps = new Map<string, (step: MakeStep) => object>([
  ['choose-organization', chooseOrganization],
  ['reset-password', resetPassword],
  ['setup-mfa', setupMfa],
])
