import { backendClientRoutes } from './backend/clients'
import { backendEmailRoutes } from './backend/emailAddresses'
import { backendListRoutes } from './backend/identifierLists'
import { backendInstanceRoutes } from './backend/instance'
import { backendTemplateRoutes } from './backend/jwtTemplates'
import { backendOrganizationRoutes } from './backend/organizations'
import { backendPhoneRoutes } from './backend/phoneNumbers'
import { backendRedirectRoutes } from './backend/redirectUrls'
import { backendRoleRoutes } from './backend/roles'
import { backendSessionRoutes } from './backend/sessions'
import { backendTokenRoutes } from './backend/sessionTokens'
import { backendTicketRoutes } from './backend/tickets'
import { backendUserRoutes } from './backend/users'
import { captchaRoutes } from './captcha'
import { domainRoutes } from './domains'
import { environmentRoutes } from './environment'
import { handshakeRoutes } from './handshake'
import { imageRoutes } from './images'
import { meRoutes } from './me'
import { membershipRequestRoutes } from './membershipRequests'
import { membershipRoutes } from './memberships'
import { oauthRoutes } from './oauth'
import { organizationRoutes } from './organizations'
import { reverificationRoutes } from './reverification'
import { signInStepRoutes } from './signInSteps'
import { signUpRoutes } from './signUps'
import { templateTokenRoutes } from './templateTokens'
import { ticketRoutes } from './tickets'
import { verifyRoutes } from './verify'

/** What a password sign-in, the client and tokens do not need. */
export const laterRoutes = [
  oauthRoutes,
  captchaRoutes,
  environmentRoutes,
  templateTokenRoutes,
  handshakeRoutes,
  verifyRoutes,
  signInStepRoutes,
  signUpRoutes,
  reverificationRoutes,
  meRoutes,
  // Before those of pages: where a server asks, they share the paths.
  backendOrganizationRoutes,
  organizationRoutes,
  membershipRoutes,
  membershipRequestRoutes,
  domainRoutes,
  imageRoutes,
  backendUserRoutes,
  backendTicketRoutes,
  ticketRoutes,
  backendSessionRoutes,
  backendClientRoutes,
  backendInstanceRoutes,
  backendTokenRoutes,
  backendEmailRoutes,
  backendPhoneRoutes,
  backendTemplateRoutes,
  backendRedirectRoutes,
  backendRoleRoutes,
  backendListRoutes,
]
