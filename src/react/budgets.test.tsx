import { render } from '@testing-library/react'
import { type ComponentType, Profiler, type ReactNode } from 'react'
import { expect, test } from 'vitest'
import { fakeTime } from '../../test/support/time'
import { withoutAct } from '../../test/support/withoutAct'
import { alice, createWorld } from '../../test/support/world'
import {
  ClientProvider,
  useClient,
  useConnectionStatus,
  useSession,
  useSessions,
  useToken,
  useUser,
} from '../index'

// React 18's `act()` holds all renders back to its end.
withoutAct()

const tenMinutes = 600_000

/** Renders parts of an app, and counts with React's Profiler how often each rendered once all had settled. */
async function open(parts: Record<string, ReactNode>) {
  const time = fakeTime()
  const world = await createWorld({ signedIn: [alice] })
  const page = world.open({ mount: false })
  const renders: Record<string, number> = {}
  const onRender = (part: string) => {
    renders[part] = (renders[part] ?? 0) + 1
  }
  render(
    <ClientProvider frontdesk={page.frontdesk}>
      {Object.entries(parts).map(([part, content]) => (
        <Profiler key={part} id={part} onRender={onRender}>
          {content}
        </Profiler>
      ))}
    </ClientProvider>,
  )
  await time.advance(1000)
  for (const part of Object.keys(parts)) expect(renders[part]).toBeGreaterThan(0)
  const requests = world.requests().length
  for (const part of Object.keys(renders)) renders[part] = 0
  return { page, pass: time.advance, renders, since: () => world.requests().slice(requests) }
}

/** A component that calls a hook. */
function reader(useHook: () => unknown): ComponentType {
  return function Reader() {
    useHook()
    return null
  }
}

const User = reader(() => useUser().data)
const Token = reader(() => useToken().token)

test('budget: a thousand useUser in an idle page are no request and no render in ten minutes', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `user ${index}`)
  const { pass, renders, since } = await open({ users: names.map((name) => <User key={name} />) })
  await pass(tenMinutes)
  expect(since()).toEqual([])
  expect(renders).toEqual({ users: 0 })
})

test('budget: one useToken is 14 requests in ten minutes, and renders nobody else', async () => {
  const readers = { useClient, useConnectionStatus, useSession, useSessions, useUser }
  const others = Object.entries(readers).map(([name, useHook]) => {
    const Reader = reader(useHook)
    return [name, <Reader key={name} />] as const
  })
  const { pass, renders, since } = await open({ useToken: <Token />, ...Object.fromEntries(others) })
  await pass(tenMinutes)
  expect(since().every((request) => request.endsWith('/tokens'))).toBe(true)
  expect(since().length).toBeGreaterThan(9)
  expect(since().length).toBeLessThanOrEqual(14)
  const { useToken: own, ...rest } = renders
  expect(own).toBe(since().length)
  expect(new Set(Object.values(rest))).toEqual(new Set([0]))
})
