import { decodeJwt } from 'jose'
import { expect } from 'vitest'
import { alice, bob, carol, type Scenarios, userId } from '../scenario'
import { createClerk } from './createClerk'

/** What @clerk/backend asks of the Backend API to arrange a scene. */
export const api = {
  'behavior: a user that the server makes can sign in': async (stage) => {
    const clerk = createClerk(stage)
    const user = await clerk.users.createUser({
      emailAddress: ['dora@example.com'],
      password: 'dora-password',
      firstName: 'Dora',
      username: 'dora',
      publicMetadata: { plan: 'gold' },
    })
    expect(user).toMatchObject({
      firstName: 'Dora',
      username: 'dora',
      publicMetadata: { plan: 'gold' },
      primaryEmailAddress: { emailAddress: 'dora@example.com' },
    })
    expect((await clerk.users.getUser(user.id)).id).toBe(user.id)
    const { sessionIds } = await stage.fapi.seedClient({ users: ['dora'] })
    expect(await clerk.sessions.getSession(sessionIds[0]!)).toMatchObject({
      userId: user.id,
      status: 'active',
    })
  },

  'behavior: lists users by what they have, counted and in parts': async (stage) => {
    const clerk = createClerk(stage)
    const { data, totalCount } = await clerk.users.getUserList({ limit: 2, offset: 1 })
    expect([totalCount, data.map(({ id }) => id)]).toEqual([3, [userId(stage, bob), userId(stage, alice)]])
    const named = await clerk.users.getUserList({ emailAddress: [carol, 'eve@example.com'] })
    expect([named.totalCount, named.data[0]?.id]).toEqual([1, userId(stage, carol)])
    expect((await clerk.users.getUserList({ query: 'aker', orderBy: 'created_at' })).totalCount).toBe(1)
  },

  'behavior: bans a user, whose sessions end, and locks one': async (stage) => {
    const clerk = createClerk(stage)
    await stage.fapi.seedClient({ users: [alice, bob] })
    const id = userId(stage, alice)
    expect(await clerk.users.banUser(id)).toMatchObject({ id, banned: true })
    const { data } = await clerk.sessions.getSessionList({ userId: id })
    expect(data).toMatchObject([{ status: 'revoked' }])
    expect(await clerk.users.unbanUser(id)).toMatchObject({ banned: false })
    expect(await clerk.users.lockUser(id)).toMatchObject({ locked: true })
    expect(await clerk.users.unlockUser(id)).toMatchObject({ locked: false })
  },

  'behavior: lists sessions and revokes one': async (stage) => {
    const clerk = createClerk(stage)
    const { clientId, sessionIds } = await stage.fapi.seedClient({ users: [alice, bob] })
    await stage.fapi.seedClient({ users: [alice] })
    const list = async (filter: { clientId?: string; userId?: string; status?: 'active' }) => {
      const { data, totalCount } = await clerk.sessions.getSessionList(filter)
      expect(data).toHaveLength(totalCount)
      return data.map(({ id }) => id)
    }
    expect(await list({ clientId })).toEqual([...sessionIds].reverse())
    expect(await list({ userId: userId(stage, alice) })).toHaveLength(2)
    expect(await clerk.sessions.revokeSession(sessionIds[0]!)).toMatchObject({
      id: sessionIds[0],
      clientId,
      status: 'revoked',
    })
    expect(await list({ clientId, status: 'active' })).toEqual([sessionIds[1]])
  },

  'behavior: gets a token of a template, for as long as is asked': async (stage) => {
    const clerk = createClerk(stage)
    const { sessionIds } = await stage.fapi.seedClient({ users: [alice] })
    await expect(clerk.sessions.getToken(sessionIds[0]!, 'unknown')).rejects.toMatchObject({ status: 404 })
    for (const seconds of [undefined, 600]) {
      const { jwt } = await clerk.sessions.getToken(sessionIds[0]!, 'hasura', seconds)
      const { iat, exp, role } = decodeJwt(jwt)
      expect([exp! - iat!, role]).toEqual([seconds ?? 60, 'admin'])
    }
  },

  'error: says what is wrong': async (stage) => {
    const clerk = createClerk(stage)
    const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })
    await expect(clerk.users.createUser({ emailAddress: [alice] })).rejects.toMatchObject(
      refusal(422, 'form_identifier_exists'),
    )
    await expect(clerk.users.createUser({ firstName: 'X' })).rejects.toMatchObject(
      refusal(422, 'form_param_missing'),
    )
    await expect(clerk.users.getUser('user_x')).rejects.toMatchObject(refusal(404, 'resource_not_found'))
    await expect(clerk.sessions.revokeSession('sess_x')).rejects.toMatchObject(
      refusal(404, 'resource_not_found'),
    )
    const stranger = createClerk(stage, `${stage.fapi.secretKey}x`)
    await expect(stranger.users.getUserList()).rejects.toMatchObject(refusal(401, 'clerk_key_invalid'))
  },
} satisfies Scenarios
