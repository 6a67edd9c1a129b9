import type { Decorator } from '@storybook/react-vite'
import { ClientProvider } from 'frontdesk'
import { createContext, type ReactNode, StrictMode, useContext, useState } from 'react'
import { StageFrame, TabFrame } from './Frame'
import { stageOf } from './on'
import type { Stage, StageTab } from './stage'

const TabContext = createContext<(StageTab & Pick<Stage, 'fapi'>) | undefined>(undefined)

/** The tab around a story, for the few that make a provider of their own. */
export const useTab = () => useContext(TabContext)!

/** Shows a story in each tab of its stage, inside a provider unless `parameters.bare` says otherwise. */
export const withStage: Decorator = (Story, context) => {
  const { scene, bare } = context.parameters
  // Other arguments render the story anew; only where the scene follows them it starts anew.
  const key = typeof scene === 'function' ? JSON.stringify(context.args) : context.id
  return (
    <StrictMode>
      <Tabs key={key} stage={stageOf(context)} bare={Boolean(bare)}>
        <Story />
      </Tabs>
    </StrictMode>
  )
}

interface TabsProps {
  stage: Stage
  bare: boolean
  children: ReactNode
}

function Tabs({ stage: latest, bare, children }: TabsProps) {
  const [stage] = useState(latest)
  return (
    <StageFrame stage={stage}>
      {stage.tabs.map((tab) => (
        <TabFrame key={tab.number} title={`Tab ${tab.number}`} frontdesk={bare ? undefined : tab.frontdesk}>
          <TabContext value={{ ...tab, fapi: stage.fapi }}>
            {bare ? children : <ClientProvider frontdesk={tab.frontdesk}>{children}</ClientProvider>}
          </TabContext>
        </TabFrame>
      ))}
    </StageFrame>
  )
}
