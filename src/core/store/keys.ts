/** The first part of all query and mutation keys of this library. */
export const keyPrefix = 'frontdesk'
