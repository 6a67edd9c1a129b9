import { beyond } from '../http/beyond'
import type { Factor } from './factor'
import { password } from './password'

/** What a way that is on offer does. */
export async function loadFactor(strategy: string): Promise<Factor> {
  return strategy === 'password' ? password : (await beyond()).factors[strategy]!
}
