import { QueryClient } from '@tanstack/react-query'
import {
  type AmbientCredentials,
  createFrontdesk,
  type Frontdesk,
  type FrontdeskOptions,
} from 'frontdesk/core'
import {
  createBrowser,
  createFapi,
  type Fapi,
  type FapiFault,
  type FapiOptions,
  generateSigningKey,
  type SigningKey,
  type Tab,
} from 'frontdesk/fapi'

/** What a story finds: a browser of its own, and a Frontend API of its own in this page. */
export interface Scene {
  /** Who is signed in, the active one last; nobody where empty. Left out: a browser without a client. */
  users?: readonly string[]
  /** Who is signed in on another device, too. */
  elsewhere?: readonly string[]
  /** How long ago all that was, in milliseconds. Default: just now. */
  ago?: number
  /** The address that the tabs are opened at, e.g. with a ticket of this box. Default: the app's. */
  url?(fapi: Fapi): Promise<string>
  /** How many tabs of the one browser show the story. Default: 1. */
  tabs?: number
  /** Options of the Frontend API in a box. */
  box?: FapiOptions
  /** Options of each tab's handle. */
  handle?: Partial<FrontdeskOptions>
  /** What makes and uses passkeys; left out, the browser that the story is shown in. */
  device?: () => AmbientCredentials
  /** How the box misbehaves, from the start. */
  faults?: readonly FapiFault[]
  /** Requests that wait for an answer as long as one looks: such a state would pass too soon. */
  unanswered?: FapiFault
  /** What happens as soon as the first tab knows its client. */
  onceReady?(stage: Stage): void
}

export interface Stage {
  readonly fapi: Fapi
  readonly tabs: readonly StageTab[]
  /** Makes the box misbehave until `mend()`. */
  fault(fault: FapiFault): void
  isFaulty(): boolean
  /** Ends all faults, and looks at each tab again. */
  mend(): void
}

export interface StageTab {
  /** Counted from 1. */
  readonly number: number
  readonly tab: Tab
  readonly frontdesk: Frontdesk
}

const day = 24 * 60 * 60 * 1000

/** Providers with one key would share a handle: each stage has a key of its own. */
let stages = 0
const newKey = () => `pk_test_${btoa(`story-${++stages}.clerk.accounts.dev$`)}`

/** Making an RSA key takes its time: all boxes on a page share one. */
let signingKey: Promise<SigningKey> | undefined

export async function setStage(scene: Scene): Promise<Stage> {
  const {
    users,
    elsewhere,
    ago = 0,
    url,
    tabs = 1,
    box,
    handle,
    device,
    faults = [],
    unanswered,
    onceReady,
  } = scene
  signingKey ??= generateSigningKey()
  const fapi = createFapi({ publishableKey: newKey(), signingKey: await signingKey, ...box })
  const client = users && (await fapi.seedClient({ users }))
  if (elsewhere) await fapi.seedClient({ users: elsewhere })
  fapi.clock.advance(ago)
  const browser = createBrowser({ fapi, client, native: handle?.scheme?.name === 'native' })
  const credentials = device?.()
  const ends: (() => void)[] = []
  const address = await url?.(fapi)
  const openTab = (number: number): StageTab => {
    const tab = browser.openTab(address === undefined ? {} : { url: address })
    const ambient = { ...(unanswered ? patient(tab) : tab.ambient), credentials }
    const queryClient = new QueryClient()
    const { publishableKey } = fapi
    return { number, tab, frontdesk: createFrontdesk({ publishableKey, queryClient, ambient, ...handle }) }
  }
  const stage: Stage = {
    fapi,
    tabs: Array.from({ length: tabs }, (_, index) => openTab(index + 1)),
    fault: (fault) => void ends.push(fapi.fault(fault)),
    isFaulty: () => ends.length > 0,
    mend() {
      for (const end of ends.splice(0)) end()
      for (const { tab } of stage.tabs) tab.focus()
    },
  }
  for (const fault of faults) stage.fault(fault)
  if (unanswered) fapi.fault({ ...unanswered, delay: day })
  if (onceReady) whenReady(stage.tabs[0]!.frontdesk, () => onceReady(stage))
  return stage
}

/** A tab that never gives up waiting. */
const patient = ({ ambient }: Tab): Tab['ambient'] => ({
  ...ambient,
  timeout: (callback, ms) => (ms < 1000 ? ambient.timeout(callback, ms) : () => {}),
})

function whenReady(frontdesk: Frontdesk, run: () => void) {
  const stop = frontdesk.subscribe(() => {
    if (frontdesk.state.connection.status !== 'ready') return
    stop()
    // By then the load is over that brought it.
    setTimeout(run)
  })
}
