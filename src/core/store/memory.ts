/** What remembers the client beyond this page, where the app wants that. */
export const memory = (): { forget?: () => void } => ({})
