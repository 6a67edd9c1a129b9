import * as v from 'valibot'
import { count, flag, id, text } from './basics'

const url = v.string()
const image = v.null()

/** How an instance wants to be shown. */
export const displayConfig = v.strictObject({
  object: v.literal('display_config'),
  id,
  instance_environment_type: v.picklist(['production', 'development', 'staging']),
  application_name: text,
  theme: v.record(v.string(), v.unknown()),
  preferred_sign_in_strategy: v.picklist(['password', 'otp']),
  logo_image_url: v.optional(v.nullable(url)),
  favicon_image_url: v.optional(v.nullable(url)),
  home_url: url,
  sign_in_url: url,
  sign_up_url: url,
  user_profile_url: url,
  waitlist_url: url,
  oauth_consent_url: url,
  after_sign_in_url: url,
  after_sign_up_url: url,
  after_sign_out_one_url: url,
  after_sign_out_all_url: url,
  after_switch_session_url: url,
  after_join_waitlist_url: url,
  organization_profile_url: url,
  create_organization_url: url,
  after_leave_organization_url: url,
  after_create_organization_url: url,
  logo_link_url: url,
  support_email: v.nullable(text),
  branded: flag,
  experimental_force_oauth_first: flag,
  clerk_js_version: v.nullable(text),
  show_devmode_warning: flag,
  google_one_tap_client_id: v.nullable(text),
  help_url: v.nullable(url),
  privacy_policy_url: v.nullable(url),
  terms_url: v.nullable(url),
  logo_url: v.nullable(url),
  favicon_url: v.nullable(url),
  logo_image: image,
  favicon_image: image,
  captcha_public_key: v.nullable(text),
  captcha_widget_type: v.nullable(v.picklist(['smart', 'invisible'])),
  captcha_public_key_invisible: v.nullable(text),
  captcha_provider: v.nullable(v.literal('turnstile')),
  captcha_oauth_bypass: v.array(text),
  captcha_heartbeat: v.optional(v.nullable(flag)),
})

const attribute = v.strictObject({
  enabled: flag,
  required: flag,
  used_for_first_factor: flag,
  first_factors: v.array(text),
  used_for_second_factor: flag,
  second_factors: v.array(text),
  verifications: v.array(text),
  verify_at_sign_up: flag,
  immutable: flag,
})

const socialProvider = v.strictObject({
  enabled: flag,
  required: flag,
  authenticatable: flag,
  block_email_subaddresses: flag,
  strategy: text,
  not_selectable: flag,
  deprecated: flag,
  name: text,
  logo_url: v.nullable(url),
})

const enabled = v.strictObject({ enabled: flag })
const enterprise = v.strictObject({ enabled: flag, self_serve_sso: v.optional(flag) })

/** What users may and must have. */
export const userSettings = v.strictObject({
  attributes: v.strictObject({
    email_address: attribute,
    phone_number: attribute,
    username: attribute,
    web3_wallet: attribute,
    first_name: attribute,
    last_name: attribute,
    password: attribute,
    authenticator_app: attribute,
    ticket: attribute,
    backup_code: attribute,
    passkey: attribute,
  }),
  social: v.record(v.pipe(v.string(), v.regex(/^oauth_/)), socialProvider),
  saml: enterprise,
  enterprise_sso: enterprise,
  sign_in: v.strictObject({ second_factor: v.strictObject({ required: flag }) }),
  sign_up: v.strictObject({
    captcha_enabled: flag,
    captcha_widget_type: v.picklist(['smart', 'invisible']),
    custom_action_required: flag,
    progressive: flag,
    mode: v.picklist(['public', 'restricted', 'waitlist']),
    legal_consent_enabled: flag,
  }),
  restrictions: v.strictObject({
    allowlist: enabled,
    blocklist: enabled,
    allowlist_blocklist_disabled_on_sign_in: enabled,
    block_email_subaddresses: enabled,
    block_disposable_email_domains: enabled,
  }),
  password_settings: v.strictObject({
    disable_hibp: flag,
    disable_password_reverification: flag,
    min_length: count,
    max_length: count,
    require_special_char: flag,
    require_numbers: flag,
    require_uppercase: flag,
    require_lowercase: flag,
    show_zxcvbn: flag,
    min_zxcvbn_strength: count,
    enforce_hibp_on_sign_in: flag,
    allowed_special_characters: text,
  }),
  username_settings: v.strictObject({
    min_length: v.nullable(count),
    max_length: v.nullable(count),
    allow_extended_special_characters: flag,
    allow_numeric_usernames: flag,
  }),
  actions: v.strictObject({
    delete_self: flag,
    create_organization: flag,
    create_organizations_limit: v.nullable(v.union([flag, count])),
  }),
  attack_protection: v.strictObject({
    user_lockout: v.strictObject({ enabled: flag, max_attempts: count, duration_in_minutes: count }),
    pii: enabled,
    email_link: v.strictObject({ require_same_client: flag }),
    enumeration_protection: enabled,
  }),
  passkey_settings: v.strictObject({
    allow_autofill: flag,
    show_sign_in_button: flag,
    satisfies_second_factor: flag,
  }),
})
