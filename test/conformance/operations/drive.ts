import type { Fapi, FapiOptions } from 'frontdesk/fapi'
import { createFapi } from 'frontdesk/fapi'
import { createCaller, sharedKey, type TestCaller } from '../../../src/fapi/testCaller'
import { createRecorder, type Recorded, type Scheme } from '../spec/recorder'

/** What drives operations: callers of one scheme, on boxes of their own. */
export interface Drive {
  readonly scheme: Scheme
  /** A new caller. On a box of its own, unless one is given. */
  open(options?: FapiOptions & { fapi?: Fapi }): Promise<TestCaller>
}

/** Asks for some operations, in every way that gets another status. */
export type Step = (drive: Drive) => Promise<void>

/** Takes the steps with one scheme. @returns every answer there was */
export async function take(
  scheme: Scheme,
  steps: readonly Step[],
  around: (fapi: Fapi) => Fapi = (fapi) => fapi,
): Promise<Recorded[]> {
  const recorders: ReturnType<typeof createRecorder>[] = []
  const signingKey = await sharedKey()
  const drive: Drive = {
    scheme,
    async open({ fapi, ...options } = {}) {
      const native = scheme === 'native'
      if (fapi) return createCaller({ native, fapi })
      const keyType = scheme === 'live' ? 'live' : 'test'
      const recorder = createRecorder(around(createFapi({ keyType, signingKey, ...options })))
      recorders.push(recorder)
      return createCaller({ native, fapi: recorder.fapi })
    },
  }
  await Promise.all(steps.map((step) => step(drive)))
  return recorders.flatMap(({ recorded }) => recorded)
}

/** Headers that no scheme takes: a foreign page's. */
export const foreign = { origin: 'https://elsewhere.example' }
