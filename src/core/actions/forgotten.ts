import { type Host, storageKey } from '../host/host'
import { perHandle } from '../host/perHandle'
import { createStoredValue } from '../host/storedValue'

const createForgotten = (host: Host) =>
  createStoredValue(host.ambient.tabStorage, storageKey(host, 'forgotten'))

/** Ids of attempts that `reset()` has left behind in this tab. */
export const forgottenIn = (host: Host) => perHandle(host, createForgotten)
