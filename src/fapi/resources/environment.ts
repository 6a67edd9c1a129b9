import type { Box } from '../box'
import { attributeNames, identifierNames, ruleOf } from '../state/attributes'
import { maxMembers } from '../state/organizations'
import { settingsOf } from '../state/settings'
import { oauthIn } from '../state/ways'
import { serializeDisplay } from './displayConfig'
import { serializeUserSettings } from './userSettings'
import { emailStrategies, firstFactors, identifiers, secondFactors } from './ways'

/** The Environment as the wire has it: what SDKs need to know of the instance. `origin` is where the box answers. */
export function serializeEnvironment(box: Box, origin: string) {
  const { domainsEnabled, enrollmentModes, domainsDefaultRole } = settingsOf(box)
  return {
    auth_config: serializeAuth(box),
    display_config: serializeDisplay(box, origin),
    user_settings: serializeUserSettings(box),
    organization_settings: {
      enabled: true,
      max_allowed_memberships: maxMembers,
      actions: { admin_delete: true },
      domains: {
        enabled: domainsEnabled,
        enrollment_modes: domainsEnabled ? enrollmentModes : [],
        default_role: domainsDefaultRole,
      },
      slug: { disabled: false },
      creator_role: 'org:admin',
      force_organization_selection: box.options.forceOrganization,
    },
    client_debug_mode: false,
    partitioned_cookies: false,
    maintenance_mode: false,
  }
}

function serializeAuth({ options, keys }: Box) {
  return {
    object: 'auth_config',
    id: keys.kid.replace('ins_', 'aconf_'),
    ...Object.fromEntries(attributeNames.map((name) => [name, ruleOf(options, name)])),
    identification_requirements: [identifierNames.filter((name) => ruleOf(options, name) === 'required')],
    identification_strategies: [...identifiers(options), ...oauthIn(options.strategies)],
    first_factors: firstFactors(options),
    second_factors: secondFactors(options),
    email_address_verification_strategies: emailStrategies(options),
    single_session_mode: options.singleSessionMode,
    enhanced_email_deliverability: false,
    test_mode: true,
    url_based_session_syncing: true,
    claimed_at: null,
    reverification: true,
    native_settings: {
      object: 'native_settings',
      api_enabled: options.nativeApi,
      trusted_device_sign_in_enabled: false,
      trusted_device_enrollment_prompt_after_sign_in_enabled: false,
      trusted_device_enrollment_prompt_after_sign_up_enabled: false,
    },
  }
}
