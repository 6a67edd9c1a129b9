import { expect, test } from 'vitest'
import { routes } from '../../src/fapi/app'
import { laterRoutes } from '../../src/fapi/routes/later'
import { account } from './operations/account'
import { attempts } from './operations/attempts'
import { backend } from './operations/backend'
import { clients } from './operations/clients'
import { take } from './operations/drive'
import { navigations } from './operations/navigations'
import { providers } from './operations/providers'
import { reverification } from './operations/reverification'
import { sessions } from './operations/sessions'

import { signInSteps } from './operations/signInSteps'

import { tickets } from './operations/tickets'

import { beyond } from './spec/beyond'
import { notGiven, unscheming } from './spec/exceptions'
import { operations } from './spec/operations'
import type { Recorded, Scheme } from './spec/recorder'

const schemes: Scheme[] = ['test', 'live', 'native']
const steps = [
  ...clients,
  ...sessions,
  ...attempts,
  ...account,
  ...reverification,
  ...signInSteps,
  ...navigations,
  ...backend,
  ...tickets,
  ...providers,
]
const runs = Promise.all(schemes.map((scheme) => take(scheme, steps)))

/** What the box serves, said as its descriptions say it. */
const served = new Set(
  [...routes, ...laterRoutes]
    .flatMap((route) => route.routes)
    .map(({ method, path }) => `${method} ${path.replace(/\{.*\}/, '')}`),
)

const isSuccess = ({ status }: Recorded) => status < 400

test.for(schemes)('behavior: every answer fits its description: %s', async (scheme) => {
  const recorded = (await runs)[schemes.indexOf(scheme)]!
  const faults = recorded.filter(({ fault }) => fault !== undefined)
  expect(faults.map(({ operation, status, fault }) => `${operation} answered ${status}: ${fault}`)).toEqual(
    [],
  )
})

test('behavior: every operation that the box serves is described, and no other', () => {
  const described = [...Object.keys(operations), ...beyond.map(({ operation }) => operation)]
  const wanted = described.filter((operation) => operation !== 'OPTIONS *')
  expect([...served].sort()).toEqual([...new Set(wanted)].sort())
})

test.for(schemes)('behavior: every operation that the box serves succeeds: %s', async (scheme) => {
  const recorded = (await runs)[schemes.indexOf(scheme)]!
  const succeeded = new Set(recorded.filter(isSuccess).map(({ operation }) => operation))
  const missing = [...served].filter(
    (operation) => !succeeded.has(operation) && !unscheming[operation]?.includes(scheme),
  )
  expect(missing).toEqual([])
})

test('behavior: every status that the specification has was seen, or there is a reason why not', async () => {
  const seen = new Set((await runs).flat().map(({ operation, status }) => `${operation} ${status}`))
  const specified = Object.entries(operations).flatMap(([operation, answers]) =>
    Object.keys(answers).map((status) => `${operation} ${status}`),
  )
  const unseen = specified.filter((answer) => !seen.has(answer))
  expect(unseen.sort()).toEqual(notGiven.flatMap(({ answers }) => answers).sort())
})
