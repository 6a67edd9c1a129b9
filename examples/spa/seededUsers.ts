export interface SeededUser {
  readonly identifier: string
  readonly password: string
}

const { VITE_FRONTDESK_USERS: users, VITE_FRONTDESK_PROXY_URL: proxyUrl } = import.meta.env

/** The accounts that the box was seeded with; none where the app talks to Clerk itself. */
export const seededUsers: Promise<readonly SeededUser[]> = users
  ? Promise.resolve(JSON.parse(users) as SeededUser[])
  : proxyUrl
    ? import('frontdesk/fapi').then(({ defaultUsers }) => defaultUsers)
    : Promise.resolve([])
