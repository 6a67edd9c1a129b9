// Checked by `npm run test:types`: what the Frontend API tells, as apps read it.
import type {
  ActiveSession,
  AttemptOnClient,
  Client,
  ClientData,
  Organization,
  OrganizationInvitation,
  OrganizationMembership,
  OrganizationNames,
  Passkey,
  Register,
  Session,
  SessionActivity,
  SignIn,
  SignUp,
  SignUpVerification,
  Unlisted,
  User,
  Verification,
} from 'frontdesk'
import type { SessionClaims } from 'frontdesk/core'
import { expectTypeOf } from 'vitest'

export function AClientHasSessionsAndAttempts(client: Client) {
  expectTypeOf(client).toEqualTypeOf<{
    readonly id: string
    readonly sessions: readonly Session[]
    readonly signIn: AttemptOnClient | null
    readonly signUp: AttemptOnClient | null
    readonly lastActiveSessionId: string | null
    readonly cookieExpiresAt: number | null
    readonly createdAt: number
    readonly updatedAt: number
  }>()
  expectTypeOf<ClientData>().toEqualTypeOf<Client | null>()
  // What is under way is `useSignIn()`'s to read: here only that it is there can be known.
  expectTypeOf(client.signIn!.status).toEqualTypeOf<string>()
  expectTypeOf(client.signIn!.supportedFirstFactors).toEqualTypeOf<unknown>()
  // @ts-expect-error -- resources are never changed in place.
  client.sessions.push({} as Session)
}

export function ASessionTellsWhoseItIs(session: Session) {
  expectTypeOf(session.user).toEqualTypeOf<User>()
  expectTypeOf(session.lastActiveOrganizationId).toEqualTypeOf<string | null>()
  expectTypeOf(session.actor).toEqualTypeOf<Readonly<Record<string, unknown>> | null>()
  expectTypeOf(session.tasks[0]!.key).toExtend<string>()
  expectTypeOf(session.expireAt).toEqualTypeOf<number>()
  // @ts-expect-error -- a task is named in kebab case.
  if (session.tasks[0]!.key === 7) return
}

export function AUserMayLackWhatIsOptional(user: User) {
  expectTypeOf(user.id).toEqualTypeOf<string>()
  for (const name of [user.username, user.firstName, user.lastName, user.imageUrl])
    expectTypeOf(name).toEqualTypeOf<string | null>()
  expectTypeOf(user.emailAddresses[0]).toEqualTypeOf<
    { readonly id: string; readonly emailAddress: string } | undefined
  >()
}

export function NothingIsRegisteredUntilAnAppDoes(user: User, claims: SessionClaims) {
  expectTypeOf<keyof Register>().toBeNever()
  expectTypeOf(user.publicMetadata).toEqualTypeOf<Readonly<Record<string, unknown>>>()
  expectTypeOf(user.unsafeMetadata).toEqualTypeOf<Readonly<Record<string, unknown>>>()
  expectTypeOf(claims.role).toEqualTypeOf<unknown>()
  // @ts-expect-error -- and cannot be written.
  claims.role = 'admin'
}

export function ASessionElsewhereHasNoUser(session: ActiveSession) {
  expectTypeOf(session.latestActivity).toEqualTypeOf<SessionActivity | null>()
  expectTypeOf(session.status).toEqualTypeOf<Session['status']>()
  expectTypeOf<SessionActivity>().toEqualTypeOf<{
    readonly deviceType: string | null
    readonly isMobile: boolean
    readonly browserName: string | null
    readonly browserVersion: string | null
    readonly ipAddress: string | null
    readonly city: string | null
    readonly country: string | null
  }>()
  // @ts-expect-error -- they are all of one user.
  void session.user
}

export function AMembershipNamesItsOrganization(membership: OrganizationMembership) {
  expectTypeOf(membership.organization).toEqualTypeOf<Organization>()
  expectTypeOf(membership.role).toEqualTypeOf<string>()
  expectTypeOf(membership.permissions).toEqualTypeOf<readonly string[]>()
  expectTypeOf(membership.isActive).toEqualTypeOf<boolean>()
  expectTypeOf<Organization>().toExtend<OrganizationNames>()
  expectTypeOf<keyof OrganizationNames>().toEqualTypeOf<'id' | 'name' | 'slug' | 'imageUrl'>()
  expectTypeOf<Organization['publicMetadata']>().toEqualTypeOf<Readonly<Record<string, unknown>>>()
}

export function AnInvitationKnowsNoMoreThanNames(invitation: OrganizationInvitation) {
  expectTypeOf(invitation.organization).toEqualTypeOf<OrganizationNames>()
  expectTypeOf(invitation.role).toEqualTypeOf<string | null>()
  expectTypeOf(invitation.status).toExtend<string>()
  const statuses: OrganizationInvitation['status'][] = ['pending', 'accepted', 'brand_new']
  // @ts-expect-error -- and cannot be accepted here.
  invitation.status = statuses[0]!
}

export function APasskeyMayNeverHaveBeenUsed(passkey: Passkey) {
  expectTypeOf(passkey).toEqualTypeOf<{
    readonly id: string
    readonly name: string
    readonly lastUsedAt: number | null
    readonly createdAt: number
    readonly updatedAt: number
  }>()
}

export function AVerificationHasLittleForSure(verification: Verification, signUp: SignUp) {
  expectTypeOf(verification.status).toExtend<string>()
  expectTypeOf(verification.attempts).toEqualTypeOf<number | null | undefined>()
  expectTypeOf(verification.error?.code).toEqualTypeOf<string | undefined>()
  expectTypeOf(signUp.verifications.emailAddress).toEqualTypeOf<SignUpVerification | null>()
  expectTypeOf(signUp.verifications.externalAccount).toEqualTypeOf<Verification | null>()
  expectTypeOf<SignUpVerification>().toExtend<Verification>()
  expectTypeOf<SignUpVerification['supportedStrategies']>().toEqualTypeOf<readonly string[] | undefined>()
}

export function WhatIsNotListedIsNoneOfTheListed(signIn: SignIn, unlisted: Unlisted) {
  expectTypeOf(unlisted).toExtend<string>()
  if (signIn.status === 'complete') expectTypeOf(signIn.status).not.toEqualTypeOf<Unlisted>()
  // @ts-expect-error -- else `switch` would narrow nothing.
  signIn.status satisfies Exclude<SignIn['status'], Unlisted>
}
