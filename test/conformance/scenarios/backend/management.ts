import { decodeJwt } from 'jose'
import { expect } from 'vitest'
import { alice, bob, type Scenarios, userId } from '../scenario'
import { createClerk } from './createClerk'

/** What @clerk/backend manages by the Backend API. */
export const management = {
  'behavior: finds users by every filter, and changes and deletes one': async (stage) => {
    const clerk = createClerk(stage)
    const { id } = await clerk.users.createUser({
      externalId: 'crm-1',
      emailAddress: ['dora@example.com', 'dora@work.example'],
      phoneNumber: ['+15555550100'],
      password: 'a-password-of-doras',
      createdAt: new Date('2020-01-02T03:04:05Z'),
      privateMetadata: { p: { a: 1, b: 2 } },
    })
    const found = async (filter: NonNullable<Parameters<typeof clerk.users.getUserList>[0]>) =>
      (await clerk.users.getUserList(filter)).data.map((user) => user.id)
    expect(await found({ externalId: ['nobody'] })).toEqual([])
    expect(await found({ externalId: ['crm-1'] })).toEqual([id])
    expect(await found({ emailAddress: ['DORA@work.example'] })).toEqual([id])
    expect(await found({ phoneNumber: ['+15555550100'] })).toEqual([id])
    expect(await found({ createdAtBefore: Date.UTC(2021, 0) })).toEqual([id])
    expect(await found({ orderBy: '+created_at', limit: 1 })).toEqual([id])
    expect((await found({ orderBy: '-created_at' })).at(-1)).toBe(id)
    expect(await found({ organizationId: [stage.fapi.organizations[0]!.id] })).toHaveLength(2)
    const merged = await clerk.users.updateUserMetadata(id, { privateMetadata: { p: { b: null, c: 3 } } })
    expect(merged.privateMetadata).toEqual({ p: { a: 1, c: 3 } })
    expect(await clerk.users.updateUser(id, { firstName: 'Dora', lastName: 'Dale' })).toMatchObject({
      fullName: 'Dora Dale',
    })
    expect(await clerk.users.verifyPassword({ userId: id, password: 'a-password-of-doras' })).toEqual({
      verified: true,
    })
    await expect(clerk.users.verifyPassword({ userId: id, password: 'x' })).rejects.toMatchObject({
      status: 422,
    })
    await clerk.users.deleteUser(id)
    await expect(clerk.users.getUser(id)).rejects.toMatchObject({ status: 404 })
  },

  'behavior: makes a session, and tokens of it': async (stage) => {
    const clerk = createClerk(stage)
    const session = await clerk.sessions.createSession({ userId: userId(stage, bob) })
    const { jwt } = await clerk.sessions.getToken(session.id)
    expect(await clerk.sessions.verifySession(session.id, jwt)).toMatchObject({ id: session.id })
    expect((await clerk.clients.getClientList()).data).toMatchObject([{ id: session.clientId }])
    expect(await clerk.clients.getClient(session.clientId)).toMatchObject({ sessionIds: [session.id] })
    const actor = await clerk.actorTokens.create({
      userId: userId(stage, alice),
      actor: { sub: userId(stage, bob) },
      expiresInSeconds: 600,
    })
    expect(await clerk.actorTokens.revoke(actor.id)).toMatchObject({ status: 'revoked' })
    expect((await clerk.jwtTemplates.list()).data).toMatchObject([
      { name: 'hasura', claims: { role: 'admin' } },
    ])
  },

  'behavior: makes an organization, with members and invitations': async (stage) => {
    const clerk = createClerk(stage)
    const createdBy = userId(stage, bob)
    const { id: organizationId } = await clerk.organizations.createOrganization({ name: 'Works', createdBy })
    expect(await clerk.organizations.getOrganization({ slug: 'works' })).toMatchObject({
      id: organizationId,
      createdBy,
      membersCount: 1,
    })
    await clerk.organizations.updateOrganization(organizationId, { name: 'Plant' })
    const noted = await clerk.organizations.updateOrganizationMetadata(organizationId, {
      privateMetadata: { p: 1 },
    })
    expect(noted).toMatchObject({ name: 'Plant', privateMetadata: { p: 1 } })
    const member = { organizationId, userId: userId(stage, alice) }
    await clerk.organizations.createOrganizationMembership({ ...member, role: 'org:member' })
    expect(
      await clerk.organizations.updateOrganizationMembership({ ...member, role: 'org:admin' }),
    ).toMatchObject({ role: 'org:admin' })
    const { data, totalCount } = await clerk.organizations.getOrganizationMembershipList({
      organizationId,
      role: ['org:admin'],
    })
    expect([data.length, totalCount]).toEqual([2, 2])
    expect((await clerk.users.getOrganizationMembershipList({ userId: member.userId })).totalCount).toBe(2)
    await clerk.organizations.deleteOrganizationMembership(member)
    const guest = await clerk.organizations.createOrganizationInvitation({
      organizationId,
      emailAddress: 'dora@example.com',
      role: 'org:member',
      publicMetadata: { a: 1 },
    })
    expect(
      await clerk.organizations.getOrganizationInvitation({ organizationId, invitationId: guest.id }),
    ).toMatchObject({ emailAddress: 'dora@example.com', publicMetadata: { a: 1 } })
    await clerk.organizations.revokeOrganizationInvitation({ organizationId, invitationId: guest.id })
    expect(
      (await clerk.organizations.getOrganizationList({ orderBy: '+name', query: 'plant' })).totalCount,
    ).toBe(1)
    await clerk.organizations.deleteOrganization(organizationId)
    expect((await clerk.organizations.getOrganizationList()).totalCount).toBe(1)
  },

  'behavior: manages addresses, domains, templates, redirect URLs and the instance': async (stage) => {
    const clerk = createClerk(stage)
    const owner = { userId: userId(stage, bob) }
    const email = await clerk.emailAddresses.createEmailAddress({
      ...owner,
      emailAddress: 'bob@works.example',
      verified: true,
    })
    expect(email).toMatchObject({ emailAddress: 'bob@works.example', verification: { status: 'verified' } })
    await clerk.emailAddresses.updateEmailAddress(email.id, { primary: true })
    const { primaryEmailAddressId } = await clerk.users.getUser(owner.userId)
    expect(primaryEmailAddressId).toBe(email.id)
    const phone = await clerk.phoneNumbers.createPhoneNumber({ ...owner, phoneNumber: '+15555550123' })
    expect(await clerk.phoneNumbers.deletePhoneNumber(phone.id)).toMatchObject({ deleted: true })
    const organizationId = stage.fapi.organizations[0]!.id
    const domain = await clerk.organizations.createOrganizationDomain({
      organizationId,
      name: 'works.example',
      enrollmentMode: 'automatic_invitation',
    })
    expect(domain).toMatchObject({ name: 'works.example', verification: { status: 'verified' } })
    const { data } = await clerk.users.getOrganizationInvitationList(owner)
    expect(data).toMatchObject([{ emailAddress: 'bob@works.example', organizationId }])
    const list = await clerk.organizations.getOrganizationDomainList({ organizationId })
    expect(list.data.map(({ id }) => id)).toEqual([domain.id])
    const guests = ['d@example.com', 'e@example.com'].map((emailAddress) => ({ emailAddress }))
    expect(await clerk.invitations.createInvitationBulk(guests)).toMatchObject(guests)
    const template = await clerk.jwtTemplates.create({ name: 'made', claims: { a: 1 } })
    const session = await clerk.sessions.createSession(owner)
    const { jwt } = await clerk.sessions.getToken(session.id, 'made')
    expect(decodeJwt(jwt)).toMatchObject({ a: 1 })
    await clerk.jwtTemplates.delete(template.id)
    const { id } = await clerk.redirectUrls.createRedirectUrl({ url: 'myapp://back' })
    expect((await clerk.redirectUrls.getRedirectUrlList()).data).toMatchObject([{ id }])
    await clerk.instance.update({ allowedOrigins: ['capacitor://localhost'] })
    expect(await clerk.instance.get()).toMatchObject({ allowedOrigins: ['capacitor://localhost'] })
    expect(await clerk.instance.updateRestrictions({ blocklist: true })).toMatchObject({ blocklist: true })
    await clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: '*@evil.example' })
    expect((await clerk.blocklistIdentifiers.getBlocklistIdentifierList()).totalCount).toBe(1)
  },
} satisfies Scenarios
