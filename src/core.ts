export type { Ambient } from './core/ambient'
