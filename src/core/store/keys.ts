/** The first part of all query and mutation keys of this library. */
export const keyPrefix = 'frontdesk'

/** `Infinity`, in fewer letters for those who download it. */
export const forever = 1 / 0
