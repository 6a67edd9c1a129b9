import { describe } from 'vitest'
import { testSequences } from './sequences'

describe('a development key', () => testSequences(600, { key: 'test' }))
