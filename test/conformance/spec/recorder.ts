import type { Fapi } from 'frontdesk/fapi'
import { createFaults } from '../../../src/fapi/faults'
import { overrideMethod } from '../../../src/fapi/http/method'
import { findFault, operationOf } from './check'

export type Scheme = 'test' | 'live' | 'native'

/** An answer that the box gave by itself. */
export interface Recorded {
  /** E.g. `GET /v1/client`, or method and path where nobody has described it. */
  operation: string
  status: number
  scheme: Scheme
  /** What is wrong with it; undefined where nothing is. */
  fault: string | undefined
}

export interface Recorder {
  /** The same box, watched. */
  readonly fapi: Fapi
  readonly recorded: readonly Recorded[]
  /** What was wrong with answers, as text. */
  faults(): string[]
}

/** The box's own pages are for people, and no part of the Frontend API. */
const isPage = (path: string) => /^\/(sign-(in|up))?$/.test(path)

/** Checks every answer of a box but those that a fault was injected into. */
export function createRecorder(fapi: Fapi): Recorder {
  const recorded: Recorded[] = []
  const injected = createFaults()
  const watched: Pick<Fapi, 'fetch' | 'fault'> = {
    async fetch(given, host) {
      const request = overrideMethod(given)
      const { method, url } = request
      const { pathname: path, searchParams } = new URL(url)
      const isExempt = isPage(path) || injected.take(method, path) !== undefined
      const response = await fapi.fetch(request, host)
      if (isExempt) return response
      const { status, headers } = response
      const answer = { method, path, status, headers, body: await response.clone().text() }
      recorded.push({
        operation: operationOf(answer) ?? `${method} ${path}`,
        status,
        scheme: searchParams.has('_is_native') ? 'native' : keyType(fapi),
        fault: findFault(answer),
      })
      return response
    },
    fault(fault) {
      const end = fapi.fault(fault)
      const id = injected.add(fault)
      return () => {
        end()
        injected.remove(id)
      }
    },
  }
  return {
    fapi: Object.create(fapi, { fetch: { value: watched.fetch }, fault: { value: watched.fault } }),
    recorded,
    faults: () =>
      recorded
        .filter(({ fault }) => fault !== undefined)
        .map(({ operation, status, fault }) => `${operation} answered ${status}: ${fault}`),
  }
}

function keyType({ publishableKey }: Fapi): 'test' | 'live' {
  return publishableKey.startsWith('pk_test_') ? 'test' : 'live'
}
