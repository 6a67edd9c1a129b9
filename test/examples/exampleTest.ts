import { afterAll, test as base, beforeAll, expect } from 'vitest'
import { alice, bob, type Person } from './people'
import { createStage, type Described, type Form, type Stage } from './stage'
import type { Visitor, VisitorOptions } from './visitor'

export const forms: readonly Form[] = ['development', 'production']

export type ExampleTest = ReturnType<typeof createTest>

/** Tests with an example that is built and started before the first of them. What a page or the server complains of fails them. */
export function createTest(example: Described, form: Form) {
  let opened: Stage | undefined
  beforeAll(async () => {
    opened = await createStage(example, form)
  }, 240_000)
  afterAll(async () => {
    await opened?.close()
    expect(opened?.printed()).not.toMatch(/error/i)
  })

  return (
    base
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted.
      .extend('stage', async ({}): Promise<Stage> => opened!)
      .extend('ids', async ({ stage: { fapi } }) => {
        const idOf = ({ identifier }: Person) => fapi.users.find((user) => user.identifier === identifier)!.id
        return { alice: idOf(alice), bob: idOf(bob) }
      })
      .extend('arrive', async ({ stage }, { onCleanup }) => {
        const visitors: Visitor[] = []
        onCleanup(async () => {
          await Promise.all(visitors.map(({ context }) => context.close()))
          const complaints = visitors.flatMap((visitor) => visitor.complaints)
          expect(complaints, 'what the console complained of').toEqual([])
        })
        return async (options?: VisitorOptions) => {
          const visitor = await stage.openVisitor(options)
          visitors.push(visitor)
          return visitor
        }
      })
      // Somebody who has signed in, one account after the other.
      .extend('arriveAs', async ({ arrive }) => async (...people: Person[]) => {
        const visitor = await arrive()
        for (const person of people) {
          await visitor.visit('/sign-in?redirect_url=/account')
          await visitor.signIn(person.identifier)
          await visitor.isAt('/account')
          await visitor.shows(person.name)
        }
        return visitor
      })
  )
}
