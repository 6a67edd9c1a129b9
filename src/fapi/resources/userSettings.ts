import type { Box } from '../box'
import { type Attribute, attributeNames, ruleOf, usernameLength, waysToVerify } from '../state/attributes'
import { lockout } from '../state/locks'
import { maxOrganizations } from '../state/organizations'
import { settingsOf } from '../state/settings'
import { nameOfProvider, oauthIn } from '../state/ways'

const off = { enabled: false }

/** The UserSettings as the wire has them. */
export function serializeUserSettings(box: Box) {
  const { options } = box
  const { allowlist, blocklist, blocksSubaddresses } = settingsOf(box)
  const { min, max, requires, leaked } = options.passwords
  const has = (strategy: string) => options.strategies.has(strategy)
  const said = (name: Attribute, given: object = {}) => {
    const rule = ruleOf(options, name)
    const verifications = waysToVerify(options, name)
    const verify_at_sign_up = verifications.length > 0
    return attribute({
      enabled: rule !== 'off',
      required: rule === 'required',
      verifications,
      verify_at_sign_up,
      ...given,
    })
  }
  const usable = (strategy: string, factor: 'first' | 'second') =>
    has(strategy) ? { [`used_for_${factor}_factor`]: true, [`${factor}_factors`]: [strategy] } : {}
  return {
    attributes: {
      web3_wallet: attribute(off),
      ticket: attribute({}),
      ...Object.fromEntries(attributeNames.map((name) => [name, said(name)])),
      passkey: attribute({ ...usable('passkey', 'first'), enabled: has('passkey') }),
      authenticator_app: attribute({ ...usable('totp', 'second'), enabled: has('totp') }),
      backup_code: attribute({ ...usable('backup_code', 'second'), enabled: has('backup_code') }),
      phone_number: said('phone_number', {
        ...usable('phone_code', 'first'),
        ...usable('phone_code', 'second'),
      }),
      username: said('username', { used_for_first_factor: true }),
      email_address: said('email_address', {
        used_for_first_factor: true,
        first_factors: waysToVerify(options, 'email_address'),
      }),
    },
    social: Object.fromEntries(oauthIn(options.strategies).map((strategy) => [strategy, social(strategy)])),
    saml: off,
    enterprise_sso: { enabled: has('enterprise_sso') },
    sign_in: { second_factor: { required: options.forceSecondFactor } },
    sign_up: {
      captcha_enabled: options.signUp.captcha,
      captcha_widget_type: 'smart',
      custom_action_required: false,
      progressive: true,
      mode: options.signUp.mode,
      legal_consent_enabled: options.signUp.legalConsent,
    },
    restrictions: {
      allowlist: { enabled: allowlist },
      blocklist: { enabled: blocklist },
      allowlist_blocklist_disabled_on_sign_in: { enabled: allowlist || blocklist },
      block_email_subaddresses: { enabled: blocksSubaddresses },
      block_disposable_email_domains: off,
    },
    password_settings: {
      disable_hibp: leaked.size === 0,
      disable_password_reverification: true,
      min_length: min,
      max_length: max,
      require_special_char: requires.has('special_char'),
      require_numbers: requires.has('number'),
      require_uppercase: requires.has('uppercase'),
      require_lowercase: requires.has('lowercase'),
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
      enforce_hibp_on_sign_in: leaked.size > 0,
      allowed_special_characters: '',
    },
    username_settings: {
      min_length: usernameLength.min,
      max_length: usernameLength.max,
      allow_extended_special_characters: false,
      allow_numeric_usernames: true,
    },
    actions: { delete_self: true, create_organization: true, create_organizations_limit: maxOrganizations },
    attack_protection: {
      user_lockout: {
        enabled: options.limits,
        max_attempts: lockout.tries,
        duration_in_minutes: lockout.time / 60_000,
      },
      pii: off,
      email_link: { require_same_client: options.sameClientLinks },
      enumeration_protection: { enabled: options.enumerationProtection },
    },
    passkey_settings: {
      allow_autofill: false,
      show_sign_in_button: has('passkey'),
      satisfies_second_factor: false,
    },
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

function social(strategy: string) {
  return {
    enabled: true,
    required: false,
    authenticatable: true,
    block_email_subaddresses: false,
    strategy,
    not_selectable: false,
    deprecated: false,
    name: nameOfProvider(strategy.slice('oauth_'.length)),
    logo_url: null,
  }
}
