/** Who can sign in at every box. */
export interface Person {
  identifier: string
  name: string
}

export const alice: Person = { identifier: 'alice@example.com', name: 'Alice Archer' }
export const bob: Person = { identifier: 'bob@example.com', name: 'Bob Baker' }
