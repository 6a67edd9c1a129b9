import { describe } from 'vitest'
import { testSequences } from './sequences'

describe('a browser without Web Locks', () => testSequences(200, { locks: 'missing' }))
describe('a tab that holds the locks for ever', () => testSequences(200, { locks: 'stuck' }))
