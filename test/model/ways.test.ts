import { describe } from 'vitest'
import { testSequences } from './sequences'

describe('the ways in, with a development key', () => testSequences(150, { key: 'test' }, { ways: 60 }))
describe('the ways in, with a production key', () => testSequences(150, { key: 'live' }, { ways: 60 }))
