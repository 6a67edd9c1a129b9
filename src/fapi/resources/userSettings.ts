import { attributeNames, attributes, passwordLength, usernameLength } from '../state/signUpFields'

const unused = ['phone_number', 'web3_wallet', 'authenticator_app', 'ticket', 'backup_code', 'passkey']

const off = { enabled: false }

/** The UserSettings as the wire has them. */
export function serializeUserSettings() {
  return {
    attributes: {
      ...Object.fromEntries(unused.map((name) => [name, attribute(off)])),
      ...Object.fromEntries(
        attributeNames.map((name) => [name, attribute({ required: attributes[name] === 'required' })]),
      ),
      username: attribute({ used_for_first_factor: true }),
      email_address: attribute({
        required: true,
        used_for_first_factor: true,
        first_factors: ['email_code'],
        verifications: ['email_code'],
        verify_at_sign_up: true,
      }),
    },
    social: {},
    saml: off,
    enterprise_sso: off,
    sign_in: { second_factor: { required: false } },
    sign_up: {
      captcha_enabled: false,
      captcha_widget_type: 'smart',
      custom_action_required: false,
      progressive: true,
      mode: 'public',
      legal_consent_enabled: false,
    },
    restrictions: {
      allowlist: off,
      blocklist: off,
      allowlist_blocklist_disabled_on_sign_in: off,
      block_email_subaddresses: off,
      block_disposable_email_domains: off,
    },
    password_settings: {
      disable_hibp: true,
      disable_password_reverification: true,
      min_length: passwordLength.min,
      max_length: passwordLength.max,
      require_special_char: false,
      require_numbers: false,
      require_uppercase: false,
      require_lowercase: false,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
      enforce_hibp_on_sign_in: false,
      allowed_special_characters: '',
    },
    username_settings: {
      min_length: usernameLength.min,
      max_length: usernameLength.max,
      allow_extended_special_characters: false,
      allow_numeric_usernames: true,
    },
    actions: { delete_self: false, create_organization: false, create_organizations_limit: null },
    attack_protection: {
      user_lockout: { enabled: false, max_attempts: 100, duration_in_minutes: 60 },
      pii: off,
      email_link: { require_same_client: false },
      enumeration_protection: off,
    },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false, satisfies_second_factor: false },
  }
}

function attribute(given: object) {
  return {
    enabled: true,
    required: false,
    used_for_first_factor: false,
    first_factors: [],
    used_for_second_factor: false,
    second_factors: [],
    verifications: [],
    verify_at_sign_up: false,
    immutable: false,
    ...given,
  }
}
