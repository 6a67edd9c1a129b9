import type { Fapi, MissingClient } from 'frontdesk/fapi'
import { expect, vi } from 'vitest'

/** What is known of the client, as text. */
export interface Facts {
  connection: string
  /** Its id, or `none`. */
  client: string
  session: string
  /** The email address of the one signed in here. */
  user: string
  /** Those of all that are signed in, in order. */
  accounts: string
}

/** Someone who uses a client: a person in front of a page, or code that holds a handle. */
export interface Actor {
  /** Waits until the facts are these. */
  shows(facts: Partial<Facts>): Promise<void>
  createClient(): Promise<void>
  /** The box's own password for that user is used. */
  signIn(identifier: string): Promise<void>
  switchTo(identifier: string): Promise<void>
  signOut(identifier: string): Promise<void>
  signOutAll(how: { keepClient: boolean }): Promise<void>
  /** Loads the page anew, or starts the program again. */
  reload(): Promise<void>
}

/** Waits until the facts are these; `expect.poll` would not do in concurrent tests. */
export async function untilShown<F extends Facts>(
  read: () => F | Promise<F>,
  expected: Partial<F>,
  timeout = 5000,
): Promise<void> {
  await vi.waitFor(async () => expect(await read()).toMatchObject(expected), { timeout })
}

export const alice = 'alice@example.com'
export const bob = 'bob@example.com'

/** The way in that a client makes itself, where there is none: through the error, or by hand. */
export async function getFirstClient(
  actor: Actor,
  fapi: Fapi,
  missingClient: MissingClient,
): Promise<string> {
  if (missingClient === 'null') {
    await actor.shows({ connection: 'ready', client: 'none', session: 'signed-out' })
    expect(fapi.clients).toEqual([])
    await actor.createClient()
  }
  await actor.shows({ connection: 'ready', session: 'signed-out', accounts: '' })
  // Shown as before until the client that was asked for is there.
  await vi.waitFor(() => expect(fapi.clients).toHaveLength(1))
  const { id } = fapi.clients[0]!
  await actor.shows({ client: id })
  expect(creations(fapi)).toBe(1)
  return id
}

/**
 * The library's main job, from an empty browser or device to a client that is gone again.
 *
 * @param witness - a second tab, which must come to see the same.
 */
export async function doMainJob(
  actor: Actor,
  fapi: Fapi,
  missingClient: MissingClient,
  witness?: Actor,
): Promise<void> {
  const everyone = witness ? [actor, witness] : [actor]
  const all = (facts: Partial<Facts>) => Promise.all(everyone.map((one) => one.shows(facts)))
  const client = await getFirstClient(actor, fapi, missingClient)

  await actor.signIn(alice)
  await all({ client, session: 'signed-in', user: alice, accounts: alice })
  await actor.signIn(bob)
  await actor.shows({ client, session: 'signed-in', user: bob, accounts: `${alice} ${bob}` })
  await witness?.shows({ client, session: 'signed-in', user: alice, accounts: `${alice} ${bob}` })

  await actor.switchTo(alice)
  await all({ client, session: 'signed-in', user: alice, accounts: `${alice} ${bob}` })
  await actor.switchTo(bob)
  await actor.shows({ client, session: 'signed-in', user: bob, accounts: `${alice} ${bob}` })
  await witness?.shows({ user: alice })
  await witness?.switchTo(alice)
  await actor.reload()
  await actor.shows({
    connection: 'ready',
    client,
    session: 'signed-in',
    user: bob,
    accounts: `${alice} ${bob}`,
  })

  await actor.signOut(alice)
  await all({ client, session: 'signed-in', user: bob, accounts: bob })
  await actor.signOutAll({ keepClient: true })
  await all({ client, session: 'signed-out', user: '', accounts: '' })
  expect(fapi.clients.map(({ id }) => id)).toEqual([client])

  await actor.signIn(alice)
  await all({ client, session: 'signed-in', user: alice, accounts: alice })
  expect(creations(fapi)).toBe(1)
  await quiet(fapi)
  fapi.log.clear()
  await actor.signOutAll({ keepClient: false })
  await all({ connection: 'ready', client: 'none', session: 'signed-out', user: '', accounts: '' })
  await quiet(fapi)
  expect(requests(fapi)).toEqual(['DELETE /v1/client 200'])
  expect(fapi.clients).toEqual([])
}

const creations = (fapi: Fapi) => fapi.log.filter({ method: 'POST', path: '/v1/client' }).length

/** What was asked of the box, in order. */
export const requests = (fapi: Fapi): string[] =>
  fapi.log.entries.map(({ method, path, status }) => `${method} ${path} ${status}`)

/** Waits until nobody has asked the box anything for a while. */
export async function quiet(fapi: Fapi, ms = 400): Promise<void> {
  for (let before = -1; before !== fapi.log.entries.length; ) {
    before = fapi.log.entries.length
    await new Promise((resolve) => setTimeout(resolve, ms))
  }
}
