/** Where the box is; undefined where the app talks to Clerk itself, whose people and messages are none of ours. */
export const boxUrl = import.meta.env.VITE_FRONTDESK_PROXY_URL
