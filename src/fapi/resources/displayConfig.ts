import type { Box } from '../box'
import { settingsOf } from '../state/settings'

/** Where people go next is the app's own affair: these stay empty. */
const places = [
  'home_url',
  'user_profile_url',
  'waitlist_url',
  'oauth_consent_url',
  'after_sign_in_url',
  'after_sign_up_url',
  'after_sign_out_one_url',
  'after_sign_out_all_url',
  'after_switch_session_url',
  'after_join_waitlist_url',
  'organization_profile_url',
  'create_organization_url',
  'after_leave_organization_url',
  'after_create_organization_url',
  'logo_link_url',
]

const absent = [
  'clerk_js_version',
  'google_one_tap_client_id',
  'help_url',
  'privacy_policy_url',
  'terms_url',
  'logo_image_url',
  'favicon_image_url',
  'logo_url',
  'favicon_url',
  'logo_image',
  'favicon_image',
]

const all = <T>(names: readonly string[], value: T) => Object.fromEntries(names.map((name) => [name, value]))

/** The DisplayConfig as the wire has it. */
export function serializeDisplay(box: Box, origin: string) {
  const { options, keys } = box
  const { supportEmail, preferredSignIn } = settingsOf(box)
  return {
    ...all(places, ''),
    ...all(absent, null),
    object: 'display_config',
    id: keys.kid.replace('ins_', 'display_config_'),
    instance_environment_type: options.publishableKey.keyType === 'test' ? 'development' : 'production',
    application_name: 'Frontdesk',
    theme: {},
    preferred_sign_in_strategy: preferredSignIn ?? (options.strategies.has('password') ? 'password' : 'otp'),
    support_email: supportEmail,
    sign_in_url: `${origin}/sign-in`,
    sign_up_url: `${origin}/sign-up`,
    branded: false,
    experimental_force_oauth_first: false,
    show_devmode_warning: false,
    captcha_oauth_bypass: [],
    ...captchaOf(options.signUp.captcha),
    captcha_heartbeat: false,
  }
}

/** Cloudflare's keys for tests: whoever is asked passes. */
const captchaOf = (isOn: boolean) => ({
  captcha_provider: isOn ? 'turnstile' : null,
  captcha_widget_type: isOn ? 'smart' : null,
  captcha_public_key: isOn ? '1x00000000000000000000AA' : null,
  captcha_public_key_invisible: isOn ? '1x00000000000000000000BB' : null,
})
