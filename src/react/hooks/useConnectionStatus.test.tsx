import { act } from '@testing-library/react'
import { expect, test } from 'vitest'
import { perform, renderHookInBrowser } from '../../../test/support/render'
import { alice } from '../../../test/support/world'
import { getClient, signOutAll } from '../../core'
import { useConnectionStatus } from '../../index'

const day = 24 * 60 * 60

async function open(cookieLifetime?: number, now: () => number = Date.now) {
  let renders = 0
  const opened = await renderHookInBrowser(
    () => {
      renders++
      return useConnectionStatus()
    },
    { scheme: 'browser', signedIn: [alice], cookieLifetime, page: { ambient: { now } } },
  )
  await perform(() => getClient(opened.page.frontdesk))
  return { ...opened, renders: () => renders }
}

test('default: no touch is due, and nothing renders for that', async () => {
  const { result, page, renders } = await open()
  expect(result.current).toMatchObject({ status: 'ready', touchDue: false })
  const before = renders()
  await perform(() => getClient(page.frontdesk))
  act(() => page.tab.focus())
  expect(renders()).toBe(before)
})

test.each([
  [7, true],
  [7.9, true],
  [8.1, false],
])('behavior: with a cookie of %d days, that a touch is due is %s', async (days, due) => {
  const { result } = await open(days * day)
  expect(result.current.touchDue).toBe(due)
})

test('behavior: a touch becomes due with time, and is due no more once the client is gone', async () => {
  let later = 0
  const { result, page } = await open(9 * day, () => Date.now() + later)
  expect(result.current.touchDue).toBe(false)
  later = 2 * day * 1000
  await perform(async () => page.tab.focus())
  expect(result.current.touchDue).toBe(true)
  await perform(() => signOutAll(page.frontdesk))
  expect(result.current.touchDue).toBe(false)
})
