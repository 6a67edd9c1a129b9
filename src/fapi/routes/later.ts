import { beyond } from '../http/beyond'
import { onDemand } from '../http/onDemand'

const signUps = '/v1/client/sign_ups'
const organizations = '/v1/organizations'
const verify = '/v1/client/sessions/:id/verify'

const factors = (step: string) => [`/${step}_first_factor`, `/${step}_second_factor`]

/** What a password sign-in, the client and tokens do not need. */
export const laterRoutes = [
  onDemand(
    ['GET', 'POST'].flatMap((method) => [`${method} /v1/oauth_provider`, `${method} /v1/oauth_callback`]),
    async () => (await beyond()).oauthRoutes,
  ),
  onDemand(['POST /v1/client/verify'], async () => (await beyond()).captchaRoutes),
  onDemand(['GET /v1/verify'], async () => (await beyond()).verifyRoutes),
  onDemand(
    ['prepare_first_factor', 'prepare_second_factor', 'attempt_second_factor', 'reset_password'].map(
      (step) => `POST /v1/client/sign_ins/:id/${step}`,
    ),
    async () => (await beyond()).signInStepRoutes,
  ),
  onDemand(
    [
      `POST ${signUps}`,
      `GET ${signUps}/:id`,
      `PATCH ${signUps}/:id`,
      `POST ${signUps}/:id/prepare_verification`,
      `POST ${signUps}/:id/attempt_verification`,
      `GET ${signUps}/:id/enterprise_connections`,
    ],
    async () => (await beyond()).signUpRoutes,
  ),
  onDemand(
    ['', ...factors('prepare'), ...factors('attempt')].map((step) => `POST ${verify}${step}`),
    async () => (await beyond()).reverificationRoutes,
  ),
  onDemand(
    [
      'GET /v1/me',
      'GET /v1/me/organization_memberships',
      'GET /v1/me/organization_invitations',
      'POST /v1/me/organization_invitations/:id/accept',
      'GET /v1/me/organization_suggestions',
      'POST /v1/me/change_password',
      'POST /v1/me/totp',
      'DELETE /v1/me/totp',
      'POST /v1/me/totp/attempt_verification',
      'POST /v1/me/backup_codes',
      'POST /v1/me/passkeys',
      'PATCH /v1/me/passkeys/:id',
      'DELETE /v1/me/passkeys/:id',
      'POST /v1/me/passkeys/:id/attempt_verification',
      'POST /v1/me/phone_numbers',
      'PATCH /v1/me/phone_numbers/:id',
      'DELETE /v1/me/phone_numbers/:id',
      'POST /v1/me/phone_numbers/:id/prepare_verification',
      'POST /v1/me/phone_numbers/:id/attempt_verification',
      'GET /v1/me/sessions/active',
      'POST /v1/me/sessions/:id/revoke',
    ],
    async () => (await beyond()).meRoutes,
  ),
  onDemand(
    [
      `POST ${organizations}`,
      `GET ${organizations}/:id`,
      `GET ${organizations}/:id/invitations`,
      `POST ${organizations}/:id/invitations`,
      `POST ${organizations}/:id/invitations/bulk`,
      `POST ${organizations}/:id/invitations/:invitation/revoke`,
    ],
    async () => (await beyond()).organizationRoutes,
  ),
  onDemand(
    [
      'GET /v1/users',
      'GET /v1/users/count',
      'POST /v1/users',
      'GET /v1/users/:id',
      'POST /v1/users/:id/:verb{ban|unban|lock|unlock}',
    ],
    async () => (await beyond()).backendUserRoutes,
  ),
  onDemand(
    [
      'POST /v1/sign_in_tokens',
      'POST /v1/sign_in_tokens/:id/revoke',
      'GET /v1/invitations',
      'POST /v1/invitations',
      'POST /v1/invitations/:id/revoke',
      'POST /v1/testing_tokens',
    ],
    async () => (await beyond()).backendTicketRoutes,
  ),
  onDemand(['GET /v1/tickets/accept'], async () => (await beyond()).ticketRoutes),
  onDemand(
    ['GET /v1/sessions', 'GET /v1/sessions/:id', 'POST /v1/sessions/:id/revoke'],
    async () => (await beyond()).backendSessionRoutes,
  ),
  onDemand(
    ['POST /v1/sessions/:id/tokens/:template', 'POST /v1/sessions/:id/refresh'],
    async () => (await beyond()).backendTokenRoutes,
  ),
]
