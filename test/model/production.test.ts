import { describe } from 'vitest'
import { testSequences } from './sequences'

describe('a production key', () => testSequences(600, { key: 'live' }))
