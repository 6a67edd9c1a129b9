import {
  createSignIn,
  createSignUp,
  finishEmailLink,
  handleRedirectCallback,
  takeTicket,
} from '../../../src/core'
import { start } from '../action'
import type { Life } from '../life'
import type { World } from '../world'
import { takeStep } from './attempt'

/** What an app does when one of its pages has loaded. */
export function arrive(world: World, life: Life): void {
  const { frontdesk, tab } = life
  const { pathname } = new URL(tab.ambient.page.url())
  if (pathname === '/back') start(world, life, 'come back', () => handleRedirectCallback(frontdesk))
  if (pathname === '/verified') start(world, life, 'finish link', () => finishEmailLink(frontdesk))
  const { ticket, status } = takeTicket(frontdesk) ?? {}
  if (!ticket) return
  const accept = () =>
    status === 'sign_up'
      ? createSignUp(frontdesk, { strategy: 'ticket', ticket, password: 'nina-password' })
      : createSignIn(frontdesk, { strategy: 'ticket', ticket })
  takeStep(world, life, 'accept ticket', accept)
}
