import type { Box } from '../box'

/** The Environment as the wire has it: what SDKs need to know of the instance, and no more. */
export function serializeEnvironment({ options, keys }: Box) {
  return {
    auth_config: {
      object: 'auth_config',
      id: keys.kid.replace('ins_', 'aconf_'),
      first_name: 'on',
      last_name: 'on',
      email_address: 'required',
      phone_number: 'off',
      username: 'on',
      password: 'required',
      identification_requirements: [['email_address']],
      identification_strategies: ['email_address', 'username'],
      first_factors: ['password'],
      second_factors: [],
      email_address_verification_strategies: [],
      single_session_mode: options.singleSessionMode,
      enhanced_email_deliverability: false,
      test_mode: options.publishableKey.keyType === 'test',
      url_based_session_syncing: true,
      claimed_at: null,
      reverification: false,
      native_settings: {
        object: 'native_settings',
        api_enabled: true,
        trusted_device_sign_in_enabled: false,
        trusted_device_enrollment_prompt_after_sign_in_enabled: false,
        trusted_device_enrollment_prompt_after_sign_up_enabled: false,
      },
    },
    client_debug_mode: false,
    partitioned_cookies: false,
    maintenance_mode: false,
  }
}
