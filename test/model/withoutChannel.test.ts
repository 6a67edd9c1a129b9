import { describe } from 'vitest'
import { testSequences } from './sequences'

describe('a browser without BroadcastChannel', () => testSequences(200, { channel: false }))
describe('a browser with neither channel nor locks', () =>
  testSequences(200, { channel: false, locks: 'missing' }))
