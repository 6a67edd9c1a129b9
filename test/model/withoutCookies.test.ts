import { describe } from 'vitest'
import { testSequences } from './sequences'

describe('a browser that keeps no cookies of another site', () =>
  testSequences(200, { cookies: 'dropped', key: 'live' }))
describe('a browser whose user blocks cookies', () => testSequences(200, { cookies: 'forbidden' }))
