import type { FapiFault } from '../../../src/fapi'
import { openLives } from '../changes'
import { type Endpoint, endpoints, type Mishap, type WorldDeed } from '../steps'
import type { World } from '../world'
import { setOnline } from './tab'

/** Does something to the machine, or at the server. */
export function doToWorld(world: World, deed: WorldDeed): void {
  const { fapi, slots } = world
  for (const life of openLives(world)) life.stimuli++
  switch (deed.do) {
    case 'open':
      world.open()
      break
    case 'unplug':
    case 'plug in':
      for (const { life } of slots) setOnline(world, life, deed.do === 'plug in')
      break
    case 'sleep':
      world.isDelayed = true
      world.time.sleep(deed.minutes * 60_000)
      break
    case 'move clock':
      world.clockAhead += deed.minutes * 60_000
      for (const life of openLives(world)) life.isClockMoved = true
      break
    case 'revoke':
    case 'expire': {
      const userId = world.userId(deed.who)
      const session = world.signedIn().find((one) => one.userId === userId)
      world.isSilent = true
      if (session) fapi[deed.do === 'revoke' ? 'revokeSession' : 'expireSession'](session.id)
      break
    }
    case 'ban':
      world.isSilent = true
      fapi.banUser(`${deed.who}@example.com`)
      break
    case 'fault':
      if (/slow|cut/.test(String(deed.how))) world.isDelayed = true
      // What sounds like the server's own word is believed.
      if (/401|404|garbage/.test(String(deed.how))) world.isSilent = true
      world.faults.push(fapi.fault({ ...faultOf(deed.at, deed.how), times: deed.times }))
  }
}

function faultOf(at: Endpoint, how: Mishap): FapiFault {
  const where: FapiFault = { path: endpoints[at], ...(at === 'client GET' && { method: 'GET' }) }
  if (how === 429) return { ...where, retryAfter: 5 }
  if (typeof how === 'number') return { ...where, status: how }
  const hows = {
    html: { body: '<!doctype html><title>A proxy</title>' },
    portal: { status: 403, body: '<!doctype html><title>Sign in to Wi-Fi</title>' },
    garbage: { body: { response: { id: 7, sessions: 'none' } } },
    slow: { delay: 9000 },
    cut: { cut: true },
  }
  return { ...where, ...hows[how] }
}
