import { getClient, retry } from '../../../src/core'
import { isForeign, isTransient } from '../../../src/core/wire/errors'
import { start } from '../action'
import { openLives, wasToldOff } from '../changes'
import { clientOf, isUsable, type Life } from '../life'
import type { World } from '../world'
import { hold } from './broken'

/** After all troubles: every tab recovers by itself, and shows what the server knows as soon as it asks. */
export async function rule1Converges(world: World): Promise<void> {
  for (const action of world.actions)
    hold(
      8,
      action.settledAt !== undefined || action.life.isClosed,
      () => `"${action.name}" never came to an end`,
    )
  for (const life of openLives(world)) recoveredAlone(life)
  // Of what it signed in a page that keeps no client hears nothing more before it asks.
  const isTold =
    (world.keepsClients || world.scene.key === 'test') && !world.isSilent && !world.lives.some(wasToldOff)
  if (isTold) for (const life of openLives(world)) if (isReady(life)) agrees(world, life, 'by itself')
  await ask(world, openLives(world))
  // Without locks two tabs made a client each, and the cookie kept one: the other's loss is said, once.
  await ask(
    world,
    openLives(world).filter(({ frontdesk }) => frontdesk.state.connection.error?.code === 'client_not_kept'),
  )
  for (const life of openLives(world)) {
    const { status, error } = life.frontdesk.state.connection
    hold(
      2,
      status === 'ready' || isForgetful(world, life),
      () => `${life.name} is ${status} (${error?.code}) when all is well again`,
    )
    agrees(world, life, 'when it asks')
  }
}

async function ask(world: World, lives: readonly Life[]) {
  for (const life of lives) {
    const { frontdesk } = life
    life.stimuli++
    const isStuck = frontdesk.state.connection.status === 'error'
    start(world, life, 'load client', () => (isStuck ? retry : getClient)(frontdesk))
  }
  // Locks that are stuck take as long to be given up, the one of the sign-outs 30 s.
  if (lives.length > 0) await world.time.advance(world.scene.locks === 'stuck' ? 60_000 : 5000)
}

/** Says that the browser keeps no client, where that is so. */
const isForgetful = ({ keepsClients }: World, { frontdesk }: Life) =>
  !keepsClients && frontdesk.state.connection.error?.code === 'client_not_kept'

const isReady = ({ frontdesk }: Life) => frontdesk.state.connection.status === 'ready'

/** What the Frontend API itself refuses waits for `retry()`; all else does not. */
function recoveredAlone(life: Life) {
  const { status, error } = life.frontdesk.state.connection
  const isOver = isReady(life) || (error && !isTransient(error) && !isForeign(error))
  hold(8, Boolean(isOver), () => `${life.name} stays ${status} (${error?.code})`)
}

function agrees(world: World, life: Life, when: string) {
  const sorted = (ids: readonly string[]) => [...ids].sort().join()
  const withStatus = ({ id, status }: { id: string; status: string }) => `${id} (${status})`
  const server = world.signedIn(life)
  const ids = sorted(server.map(({ id }) => id))
  const known = sorted((clientOf(life)?.sessions ?? []).filter(isUsable).map(withStatus))
  const all = sorted(server.map(withStatus))
  hold(1, known === all, () => `${life.name} knows [${known}] ${when}, the server [${all}]`)
  const { sessionId, status } = life.frontdesk.state.session
  hold(
    1,
    ids === ''
      ? status === 'signed-out' || (status === 'error' && isForgetful(world, life))
      : ids.includes(sessionId ?? 'none'),
    () => `${life.name} shows ${sessionId} ${when}, of the sessions [${ids}]`,
  )
  const active = world.fapi.clients.find(({ id }) => id === world.clientId(life))?.lastActiveSessionId
  if (world.scene.tabSession === 'follow' && ids !== '')
    hold(5, sessionId === active, () => `${life.name} follows ${sessionId} ${when}, and active is ${active}`)
}
