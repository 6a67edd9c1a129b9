const hooks = [
  ...['useClient', 'useSuspenseClient', 'useSessions', 'useUser', 'useSession', 'useConnectionStatus'],
  ...['useToken', 'useGetToken', 'useFrontdesk'],
  ...['useSignIn', 'useSignUp', 'useEmailCode', 'usePhoneCode', 'useEmailLink', 'useEmailLinkVerification'],
  ...['usePasswordReset', 'useSecondFactor', 'useTicket', 'usePasskey'],
  ...['useSignInWithRedirect', 'useSignUpWithRedirect', 'useRedirectCallback'],
  ...['useSignInWithPopup', 'useSignUpWithPopup'],
  ...['useSetActive', 'useOrganizations', 'useSignOut', 'useSignOutAll', 'useCreateClient'],
  ...['useActiveSessions', 'useRevokeSession', 'useSessionTasks', 'useReverification'],
  ...['usePasskeys', 'useCreatePasskey', 'useRenamePasskey', 'useDeletePasskey'],
]

const page = (text: string, link: string) => ({ text, link })

/** Every page of the site, in the order in which they are read. */
export const sidebar = [
  {
    text: 'Start in five minutes',
    items: [
      page('Vite', '/start/vite'),
      page('Next.js', '/start/next'),
      page('React Router', '/start/react-router'),
      page('Examples', '/start/examples'),
    ],
  },
  {
    text: 'Guides',
    items: [
      page('Accounts and switching', '/guides/accounts'),
      page('Every way in', '/guides/ways-in'),
      page('Providers (OAuth)', '/guides/oauth'),
      page('Passkeys, step-up, tasks', '/guides/passkeys-and-step-up'),
      page('Signing out', '/guides/signing-out'),
      page('Tokens for your API', '/guides/tokens'),
      page('TanStack Query and persisters', '/guides/tanstack-query'),
      page('Tabs', '/guides/tabs'),
      page('Loading, outages, offline', '/guides/connection'),
      page('Servers', '/guides/servers'),
      page('Server rendering', '/guides/server-rendering'),
      page('Outside React', '/guides/outside-react'),
      page('Native apps and extensions', '/guides/native'),
      page('Testing', '/guides/testing'),
      page('Playwright, Cypress, MSW', '/guides/playwright'),
      page('Storybook', '/guides/storybook'),
      page('Devtools', '/guides/devtools'),
      page('Content Security Policy', '/guides/csp'),
      page('Production', '/guides/production'),
      page('Moving from @clerk/react', '/guides/moving-from-clerk-react'),
    ],
  },
  {
    text: 'The box',
    items: [
      page('In a program', '/box/'),
      page('On a port', '/box/port'),
      page('For any Clerk SDK', '/box/clerk-sdks'),
      page('What it serves, and what not', '/box/served'),
    ],
  },
  {
    text: 'Hooks and gates',
    collapsed: true,
    items: [page('All of them', '/hooks/'), ...hooks.map((name) => page(name, `/hooks/${name}`))],
  },
  {
    text: 'Reference',
    items: [
      page('Options', '/reference/options'),
      page('Errors', '/reference/errors'),
      page('Types of your own', '/reference/types'),
      page('Weight and speed', '/reference/weight-and-speed'),
      page('Limits and versions', '/reference/limits'),
      page('Security', '/reference/security'),
    ],
  },
  {
    text: 'API',
    collapsed: true,
    items: [
      page('frontdesk', '/api/frontdesk'),
      page('frontdesk/core', '/api/frontdesk/core'),
      page('frontdesk/server', '/api/frontdesk/server'),
      page('frontdesk/fapi', '/api/frontdesk/fapi'),
      page('frontdesk/devtools', '/api/frontdesk/devtools'),
      page('frontdesk/testing', '/api/frontdesk/testing'),
      page('frontdesk/testing/playwright', '/api/frontdesk/testing/playwright'),
      page('frontdesk/testing/storybook', '/api/frontdesk/testing/storybook'),
    ],
  },
  {
    text: 'Decisions',
    collapsed: true,
    items: [
      page('Headless', '/decisions/headless'),
      page('A box instead of mocks', '/decisions/box-instead-of-mocks'),
      page('Sign-out is not optimistic', '/decisions/sign-out-is-not-optimistic'),
      page('Tabs keep their session', '/decisions/pinned-tabs'),
      page('One seam to TanStack Query', '/decisions/one-query-client-seam'),
    ],
  },
]
