import type { FapiOptions } from 'frontdesk/fapi'
import type { Stage } from '../stage/stage'

/** Something Clerk's SDKs do on a box that works. Rejects where they do not get what they need. */
export interface Scenario {
  (stage: Stage): Promise<void>
  /** What its box is like. Default: as boxes are. */
  readonly fapi?: FapiOptions
}

/** A scenario for a box of another kind. */
export function onBox(fapi: FapiOptions, scenario: Scenario): Scenario {
  return Object.assign((stage: Stage) => scenario(stage), { fapi })
}

/** By the name of the test that each is. */
export type Scenarios = Record<string, Scenario>

export const alice = 'alice@example.com'
export const bob = 'bob@example.com'
export const carol = 'carol@example.com'

export function userId({ fapi }: Stage, identifier: string): string {
  return fapi.users.find((user) => user.identifier === identifier)!.id
}

/**
 * What was asked of the box, e.g. `POST /v1/client/sign_ins 200`. Ids are left out,
 * and so are the keys that a scenario checks tokens with.
 */
export function requests({ fapi }: Stage): string[] {
  const entries = fapi.log.filter(({ path }) => path.startsWith('/v1/'))
  return entries.map(({ method, path, status }) => `${method} ${withoutIds(path)} ${status}`)
}

function withoutIds(path: string): string {
  return path.replace(/\/[a-z]+_[A-Za-z0-9]{20,}/g, '/{id}')
}

/** Waits until nobody has asked the box anything for a while. */
export async function quiet({ fapi }: Stage, ms = 300): Promise<void> {
  for (let before = -1; before !== fapi.log.entries.length; ) {
    before = fapi.log.entries.length
    await new Promise((resolve) => setTimeout(resolve, ms))
  }
}
