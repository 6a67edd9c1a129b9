import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { ownProvider } from './ownProvider'
import type { OwnStage } from './stage'

/** How the toolbar disturbs a story. */
export type Network = 'online' | 'offline' | 'slow' | 'broken'

/** The stage of a canvas, as long as its story is there. */
export interface CanvasStage {
  readonly preparing: Promise<OwnStage>
  /** A hook: ends the stage with the component. */
  useIt(): void
}

interface OnStageProps {
  stage: CanvasStage
  network: Network
  isExpired: boolean
  children: ReactNode
}

/** Shows a story as soon as its stage is set. */
export function OnStage({ stage: { preparing, useIt }, ...props }: OnStageProps) {
  const [stage, setStage] = useState<OwnStage>()
  const [failure, setFailure] = useState<{ error: unknown }>()
  useIt()
  useEffect(() => {
    preparing.then(setStage, (error) => setFailure({ error }))
  }, [preparing])
  // Storybook shows what a story throws.
  if (failure) throw failure.error
  return stage && <Opened {...props} stage={stage} />
}

type OpenedProps = Omit<OnStageProps, 'stage'> & { stage: OwnStage }

function Opened({ stage, network, isExpired, children }: OpenedProps) {
  const Provider = useMemo(() => ownProvider(stage, undefined), [stage])
  const opening = useOpening(stage)
  useEffect(() => {
    void opening.then(async () => {
      if (isExpired && stage.frontdesk.state.session.sessionId) await stage.expire()
    })
  }, [stage, opening, isExpired])
  useEffect(() => {
    if (network === 'online') return
    let isOver = false
    void opening.then(() => !isOver && disturb(stage, network))
    return () => {
      isOver = true
      void opening.then(stage.mend)
    }
  }, [stage, opening, network])
  return <Provider>{children}</Provider>
}

/** Opens the page once the story has rendered. */
function useOpening(stage: OwnStage): Promise<void> {
  const [opening, open] = useMemo(() => {
    let start = () => {}
    const started = new Promise<void>((resolve) => {
      start = resolve
    })
    return [started.then(stage.open), start] as const
  }, [stage])
  useEffect(open, [open])
  return opening
}

function disturb({ fapi, tab }: OwnStage, network: Network) {
  if (network === 'offline') tab.goOffline()
  if (network === 'slow') fapi.fault({ delay: 2000 })
  if (network === 'broken') fapi.fault({ status: 500 })
  tab.restore()
}
