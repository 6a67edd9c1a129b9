import { array, looseObject, nullish, number, string } from 'valibot'

export const text = nullish(string(), null)
/** Milliseconds since 1970; 0 where the Frontend API does not say. */
export const time = nullish(number(), 0)
/** An object of the app's own making. */
export const bag = looseObject({})

export const userSchema = looseObject({
  id: string(),
  username: text,
  first_name: text,
  last_name: text,
  image_url: text,
  primary_email_address_id: text,
  email_addresses: nullish(array(looseObject({ id: string(), email_address: string() })), []),
  public_metadata: nullish(bag, {}),
  unsafe_metadata: nullish(bag, {}),
  created_at: time,
  updated_at: time,
})

/** Who a session belongs to. */
export interface User {
  readonly id: string
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly imageUrl: string | null
  readonly primaryEmailAddressId: string | null
  readonly emailAddresses: readonly { readonly id: string; readonly emailAddress: string }[]
  /** Set by the app's servers, read by everyone. Keys as they were set. */
  readonly publicMetadata: Readonly<Record<string, unknown>>
  /** Set by the browser: not to be trusted. Keys as they were set. */
  readonly unsafeMetadata: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970; 0 where the Frontend API did not say. */
  readonly createdAt: number
  /** Milliseconds since 1970; 0 where the Frontend API did not say. */
  readonly updatedAt: number
}
