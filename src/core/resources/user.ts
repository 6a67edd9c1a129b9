import {
  array,
  boolean,
  type GenericSchema,
  looseObject,
  nullish,
  number,
  record,
  string,
  unknown,
} from 'valibot'

export const text = (): GenericSchema<string | null | undefined, string | null> => nullish(string(), null)
const metadata = () => nullish(record(string(), unknown()), {})

export const userSchema = looseObject({
  id: string(),
  username: text(),
  first_name: text(),
  last_name: text(),
  image_url: text(),
  has_image: nullish(boolean(), false),
  primary_email_address_id: text(),
  email_addresses: nullish(array(looseObject({ id: string(), email_address: string() })), []),
  public_metadata: metadata(),
  unsafe_metadata: metadata(),
  created_at: nullish(number(), 0),
  updated_at: nullish(number(), 0),
})

/** Who a session belongs to. */
export interface User {
  readonly id: string
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly imageUrl: string | null
  readonly hasImage: boolean
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
