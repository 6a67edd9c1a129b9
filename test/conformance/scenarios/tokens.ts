import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { expect } from 'vitest'
import type { Stage } from '../stage/stage'

/** Checks a token's signature against the keys that the box publishes, its times and its issuer. @returns its claims */
export async function verifyToken(stage: Stage, jwt: string): Promise<JWTPayload> {
  const keys = (await (await fetch(`${stage.boxUrl}/.well-known/jwks.json`)).json()) as JSONWebKeySet
  const issuer = `https://${keyHost(stage.fapi.publishableKey)}`
  const { payload } = await jwtVerify(jwt, createLocalJWKSet(keys), { issuer, clockTolerance: 1 })
  expect(payload.exp! - payload.iat!).toBe(60)
  return payload
}

/** The host that a publishable key names. */
export function keyHost(publishableKey: string): string {
  return atob(publishableKey.split('_')[2]!).slice(0, -1)
}
