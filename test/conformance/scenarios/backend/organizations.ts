import { expect } from 'vitest'
import type { Stage } from '../../stage/stage'
import type { Scenarios } from '../scenario'
import { verifyToken } from '../tokens'
import { expectAlice, signedInVisitor } from './visits'

/** An app whose addresses say which organization they are about. */
export const organizations = {
  'behavior: an address of an organization switches to it, and a personal one back': async (stage) => {
    const visitor = await signedInVisitor(stage)
    followAddresses(stage)
    const { id, slug } = stage.fapi.organizations[0]!
    const visit = await visitor.visit(`/server/orgs/${slug}`)
    expect(visit.handshake).toBe('active-organization-mismatch')
    expect(visit.auth).toMatchObject({ status: 'signed-in', orgId: id })
    const claims = await verifyToken(stage, visitor.cookie('__session')!)
    expect(claims).toMatchObject({ o: { id, slg: slug, rol: 'admin' } })
    expect(await visitor.visit(`/server/orgs/${slug}`)).toMatchObject({
      handshake: null,
      auth: { orgId: id },
    })
    const home = await visitor.visit('/server/home')
    expect(home.handshake).toBe('active-organization-mismatch')
    expect(home.auth).toMatchObject({ status: 'signed-in', orgId: null })
  },

  'behavior: an address of an organization one does not belong to changes nothing': async (stage) => {
    const visitor = await signedInVisitor(stage)
    followAddresses(stage)
    const visit = await visitor.visit('/server/orgs/elsewhere')
    expect(visit.handshake).toBe('active-organization-mismatch')
    expectAlice(stage, visit)
    expect(visit.auth.orgId).toBeNull()
  },
} satisfies Scenarios

function followAddresses({ server }: Stage): void {
  server.organizationSyncOptions = {
    organizationPatterns: ['/server/orgs/:slug'],
    personalAccountPatterns: ['/server/home'],
  }
}
