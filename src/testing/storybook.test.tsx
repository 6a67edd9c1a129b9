import {
  composeStories,
  composeStory,
  type Meta,
  type StoryObj,
  setProjectAnnotations,
} from '@storybook/react'
import { definePreview } from '@storybook/react-vite'
import { render, screen, waitFor, within } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ClientFailed, ClientLoading, Show, useConnectionStatus, useUser } from '../index'
import {
  accounts,
  alice,
  bob,
  frontdeskAddon,
  frontdeskGlobalTypes,
  frontdeskInitialGlobals,
  loading,
  offline,
  type Scenes,
  signedIn,
  signedOut,
  stageOf,
  withFrontdesk,
} from './storybook'

function Account() {
  const { data: user } = useUser()
  const { status } = useConnectionStatus()
  return (
    <>
      <output>{status}</output>
      <Show when="signed-in" fallback={<p>Nobody</p>}>
        <h1>{user?.firstName}</h1>
      </Show>
      <ClientLoading>Loading</ClientLoading>
      <ClientFailed>Failed</ClientFailed>
    </>
  )
}

const meta = { component: Account, decorators: [withFrontdesk] } satisfies Meta<typeof Account>
type Story = StoryObj<typeof meta>

const scene = (scene: Scenes) => ({ parameters: { frontdesk: { scene } } })

/** A story as Storybook shows it, with what the toolbar says. */
async function show(story: Story, globals: Record<string, string> = {}, own: Meta<typeof Account> = meta) {
  const Composed = composeStory(story, own, { initialGlobals: { ...frontdeskInitialGlobals, ...globals } })
  const container = document.createElement('div')
  document.body.append(container)
  onTestFinished(() => container.remove())
  await Composed.run({ canvasElement: container })
  return within(container)
}

describe('withFrontdesk', () => {
  test('default: Alice', async () => {
    await (await show({})).findByRole('heading', { name: 'Alice' })
  })

  test.each([
    ['signedOut', signedOut, 'Nobody'],
    ['signedIn', signedIn({ as: bob }), 'Bob'],
    ['several', [accounts([bob, alice]), offline], 'degraded'],
    ['loading', loading, 'Loading'],
  ])('scene: %s', async (_, of, text) => {
    await (await show(scene(of))).findByText(text)
  })

  test('behavior: stories beside each other, of one file, each have a world of their own', async () => {
    const [one, two, three] = await Promise.all([
      show(scene(signedIn({ as: bob }))),
      show({}),
      show(scene(signedOut)),
    ])
    await one.findByText('Bob')
    await two.findByText('Alice')
    await three.findByText('Nobody')
  })

  test('behavior: a play function has the stage', async () => {
    const canvas = await show({
      ...scene(accounts([alice, bob])),
      async play(context) {
        await within(context.canvasElement).findByText('Alice')
        const { expire, requests } = await stageOf(context)
        expect(requests()).toEqual(['GET /v1/client'])
        await expire()
      },
    })
    await canvas.findByText('Bob')
  })

  test('error: stageOf without the decorator', () => {
    expect(() => stageOf({ canvasElement: document.createElement('div') })).toThrow(TypeError)
  })

  test('behavior: the scene of a file and of its story are one; an array takes its place', async () => {
    const own = { ...meta, ...scene(offline) }
    const both = await show(scene(signedIn({ as: bob })), {}, own)
    await both.findByText('Bob')
    await both.findByText('degraded')
    const other = await show(scene([signedIn({ as: bob })]), {}, own)
    await other.findByText('Bob')
    await other.findByText('ready')
  })
})

describe('toolbar', () => {
  const items = (name: keyof typeof frontdeskGlobalTypes) =>
    frontdeskGlobalTypes[name].toolbar.items.map(({ value }) => value)

  test.each(items('frontdeskScene'))(
    'scene %s: is shown, whatever the story says',
    async (frontdeskScene) => {
      const canvas = await show(scene(signedIn({ as: bob })), { frontdeskScene })
      const shown: Record<string, string> = {
        story: 'Bob',
        signedOut: 'Nobody',
        pending: 'Nobody',
        expired: 'Nobody',
      }
      const others = { loading: 'Loading', brokenFapi: 'Failed', offline: 'degraded', degraded: 'degraded' }
      await canvas.findByText({ ...shown, ...others }[frontdeskScene] ?? 'ready', {}, { timeout: 10_000 })
    },
  )

  test.each(items('frontdeskUser'))('user %s', async (frontdeskUser) => {
    const canvas = await show(scene(signedOut), { frontdeskUser })
    await canvas.findByText({ alice: 'Alice', bob: 'Bob' }[frontdeskUser] ?? 'Nobody')
  })

  test.each([
    ['offline', 'degraded'],
    ['broken', 'degraded'],
    ['slow', 'Alice'],
    ['online', 'ready'],
  ])('network %s', async (frontdeskNetwork, text) => {
    await (await show({}, { frontdeskNetwork })).findByText(text)
  })

  test('session expired', async () => {
    await (await show({}, { frontdeskSession: 'expired' })).findByText('Nobody')
  })
})

test('behavior: when the toolbar changes, network and session are those of the same stage, a scene is another', async () => {
  const canvasElement = document.createElement('div')
  const decorated = (globals: Record<string, string>) => (
    <StrictMode>
      {withFrontdesk(Account, {
        id: 'a',
        parameters: scene(signedIn({ as: bob })).parameters,
        globals,
        canvasElement,
      })}
    </StrictMode>
  )
  const { rerender, unmount } = render(decorated({}))
  await screen.findByText('Bob')
  const stage = await stageOf({ canvasElement })
  rerender(decorated({ frontdeskNetwork: 'offline' }))
  await screen.findByText('degraded')
  rerender(decorated({ frontdeskNetwork: 'online' }))
  await screen.findByText('ready')
  rerender(decorated({ frontdeskSession: 'expired' }))
  await screen.findByText('Nobody')
  expect(await stageOf({ canvasElement })).toBe(stage)
  rerender(decorated({ frontdeskUser: 'alice' }))
  await screen.findByText('Alice')
  expect(await stageOf({ canvasElement })).not.toBe(stage)
  await waitFor(() => expect(stage.frontdesk._internal.mounts).toBe(0))
  unmount()
  render(decorated({ frontdeskUser: 'alice' }))
  await screen.findByText('Alice')
})

test('behavior: a project has it by its annotations', async () => {
  const project = setProjectAnnotations([{ decorators: [withFrontdesk] }])
  onTestFinished(() => void setProjectAnnotations([]))
  expect(project.decorators).toContain(withFrontdesk)
  const { Bobs } = composeStories({ default: { component: Account }, Bobs: scene(signedIn({ as: bob })) })
  const container = document.createElement('div')
  await (Bobs as { run(context: object): Promise<void> }).run({ canvasElement: container })
  await within(container).findByText('Bob')
})

test('behavior: CSF Next has decorator and toolbar by its addon', async () => {
  const preview = definePreview({ addons: [frontdeskAddon()] })
  const story = preview
    .meta({ component: Account, parameters: { frontdesk: { scene: signedIn({ as: bob }) } } })
    .story({})
  const container = document.createElement('div')
  await story.run({ canvasElement: container })
  await within(container).findByText('Bob')
  expect(preview.composed.globalTypes).toMatchObject(frontdeskGlobalTypes)
  expect(preview.composed.initialGlobals).toMatchObject(frontdeskInitialGlobals)
})
