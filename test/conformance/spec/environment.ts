import * as v from 'valibot'
import { count, flag, id, text, time } from './basics'
import { displayConfig, userSettings } from './settings'

const use = v.picklist(['on', 'off', 'required'])

/** The instance's settings, as far as the box has any. */
export const environment = v.strictObject({
  auth_config: v.strictObject({
    object: v.literal('auth_config'),
    id,
    first_name: use,
    last_name: use,
    email_address: use,
    phone_number: use,
    username: use,
    password: use,
    identification_requirements: v.array(v.array(text)),
    identification_strategies: v.array(text),
    first_factors: v.array(text),
    second_factors: v.array(text),
    email_address_verification_strategies: v.array(text),
    single_session_mode: flag,
    enhanced_email_deliverability: flag,
    test_mode: flag,
    cookieless_dev: v.optional(flag),
    url_based_session_syncing: flag,
    claimed_at: v.nullable(time),
    reverification: flag,
    native_settings: v.strictObject({
      object: v.literal('native_settings'),
      api_enabled: flag,
      trusted_device_sign_in_enabled: flag,
      trusted_device_enrollment_prompt_after_sign_in_enabled: flag,
      trusted_device_enrollment_prompt_after_sign_up_enabled: flag,
    }),
  }),
  display_config: v.optional(displayConfig),
  user_settings: v.optional(userSettings),
  organization_settings: v.optional(
    v.strictObject({
      enabled: flag,
      max_allowed_memberships: count,
      actions: v.strictObject({ admin_delete: flag }),
      domains: v.strictObject({
        enabled: flag,
        enrollment_modes: v.array(
          v.picklist(['manual_invitation', 'automatic_invitation', 'automatic_suggestion']),
        ),
        default_role: text,
      }),
      slug: v.optional(v.strictObject({ disabled: flag })),
      creator_role: text,
      force_organization_selection: v.optional(flag),
    }),
  ),
  client_debug_mode: v.optional(flag),
  partitioned_cookies: v.optional(flag),
  maintenance_mode: v.optional(flag),
})
