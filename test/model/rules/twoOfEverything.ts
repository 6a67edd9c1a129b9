import type { World } from '../world'
import { hold } from './broken'

/** Two of everything: what happens to one instance is nothing to the other. */
export function rule12TwoOfEverything({ bystander }: World): void {
  if (!bystander) return
  const { life, state, requests } = bystander
  hold(12, life.frontdesk.state === state, () => 'the bystander shows something else than before')
  hold(12, life.network.requests.length === requests, () => 'the bystander sent a request')
}
