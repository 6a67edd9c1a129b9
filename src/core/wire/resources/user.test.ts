import { describe, expect, test } from 'vitest'
import { clientJson, openStore } from '../../../../test/support/store'
import { accept } from '../../store/store'
import { nextOrder } from '../request'
import { readUser } from './user'

const user = (fields: object = {}) => readUser({ id: 'user_1', ...fields }, 'user')

describe('fullName', () => {
  test.each([
    ['Ann Ray', 'Ann', 'Ray'],
    ['Ann', 'Ann', null],
    ['Ray', undefined, 'Ray'],
    ['Ann', 'Ann', ''],
    [null, null, null],
    [null, '', undefined],
    ['Ray', 7, 'Ray'],
  ])('behavior: is %s for %s and %s', (fullName, firstName, lastName) => {
    expect(user({ firstName, lastName }).fullName).toBe(fullName)
  })
})

describe('primaryEmailAddress', () => {
  const emailAddresses = ['a', 'b'].map((name) => ({
    id: `idn_${name}`,
    emailAddress: `${name}@example.com`,
  }))

  test('behavior: is the one that primaryEmailAddressId names', () => {
    const primary = user({ emailAddresses, primaryEmailAddressId: 'idn_b' }).primaryEmailAddress
    expect(primary).toEqual({ id: 'idn_b', emailAddress: 'b@example.com' })
  })

  test.each([
    ['none is named', { emailAddresses }],
    ['the one that is named is not there', { emailAddresses, primaryEmailAddressId: 'idn_c' }],
    ['there are none', { primaryEmailAddressId: 'idn_a' }],
    ['what there is cannot be read', { emailAddresses: [{ id: 'idn_a' }], primaryEmailAddressId: 'idn_a' }],
  ])('behavior: is null where %s', (_, fields) => {
    expect(user(fields).primaryEmailAddress).toBeNull()
  })
})

test('behavior: an equal answer gives the very user of before; a change of name keeps the address', () => {
  const { store } = openStore()
  const take = (first_name: string) => {
    const [session] = clientJson('a').sessions
    const address = { id: 'idn_a', email_address: 'a@example.com' }
    const named = { first_name, primary_email_address_id: 'idn_a', email_addresses: [address] }
    const sessions = [{ ...session, user: { id: 'user_a', ...named } }]
    accept(store, nextOrder(store), { ...clientJson('a'), sessions })
    return store.client!.sessions[0]!.user
  }
  const before = take('Ann')
  expect(take('Ann')).toBe(before)
  const after = take('Anna')
  expect([before.fullName, after.fullName]).toEqual(['Ann', 'Anna'])
  expect(after.primaryEmailAddress).toBe(before.primaryEmailAddress)
})
