import {
  IsRestoringProvider,
  QueryClient,
  QueryClientProvider,
  useIsRestoring,
  useQuery,
} from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { memo, Profiler } from 'react'
import { flushSync } from 'react-dom'
import { expect, onTestFinished, test } from 'vitest'
import { withoutAct } from '../../test/support/withoutAct'
import { notRestoring } from '../core/store/tanstack'

withoutAct()

const counts = [0, 1, 2, 3, 4]

test('behavior: each of its values says no, and is neither of the two before it', () => {
  const values = counts.map(notRestoring)
  expect(values.filter(Boolean)).toEqual([])
  // Identities may change twice before React renders.
  for (const count of counts.slice(2)) expect(new Set(values.slice(count - 2, count + 1)).size).toBe(3)
})

/** Components that nothing but that context can make render, and what each commit shows of the data. */
function open() {
  const queryClient = new QueryClient()
  onTestFinished(() => queryClient.clear())
  const restoring: boolean[] = []
  const commits: unknown[] = []
  let fetches = 0
  const queryFn = () => {
    fetches++
    return new Promise<string>(() => {})
  }
  const Reader = memo(function Reader() {
    return <i>{useQuery({ queryKey: ['data'], queryFn }).data ?? 'none'}</i>
  })
  const Asker = memo(function Asker() {
    restoring.push(useIsRestoring())
    return null
  })
  const view = (value: boolean) => (
    <QueryClientProvider client={queryClient}>
      <Profiler id="page" onRender={() => commits.push(container.querySelector('i')?.textContent)}>
        <IsRestoringProvider value={value}>
          <Reader />
          <Asker />
        </IsRestoringProvider>
      </Profiler>
    </QueryClientProvider>
  )
  const container = document.body.appendChild(document.createElement('main'))
  const { rerender } = render(view(notRestoring(0)), { container })
  const observers: string[] = []
  queryClient
    .getQueryCache()
    .subscribe(({ type }) => void (type === 'observerRemoved' && observers.push(type)))
  return {
    queryClient,
    observers,
    restoring,
    commits,
    fetches: () => fetches,
    /** In a commit of its own, before any timer is due: TanStack Query has told nobody yet. */
    change: (value: boolean) => flushSync(() => rerender(view(value))),
  }
}

test('behavior: a new value has components of queries show what is there, in that very commit', () => {
  const { queryClient, commits, change } = open()
  for (const count of counts.slice(1)) {
    commits.length = 0
    queryClient.setQueryData(['data'], `data ${count}`)
    change(notRestoring(count))
    expect(commits).toEqual([`data ${count}`])
  }
})

test('behavior: without a new value they would still show the former', () => {
  const { queryClient, commits, change } = open()
  queryClient.setQueryData(['data'], 'data')
  change(notRestoring(0))
  expect(commits.at(-1)).toBe('none')
})

test('behavior: to whoever asks, nothing is being restored, and queries are fetched as ever', () => {
  const { restoring, fetches, change } = open()
  for (const count of counts) change(notRestoring(count))
  expect(restoring.length).toBeGreaterThanOrEqual(counts.length)
  expect(restoring.filter(Boolean)).toEqual([])
  expect(fetches()).toBe(1)
})

test('behavior: a new value has no component let go of its query', () => {
  const { observers, change } = open()
  for (const count of counts.slice(1)) change(notRestoring(count))
  expect(observers).toEqual([])
})
