/** The first part of every query and mutation key of this library. */
export const keyPrefix = 'frontdesk'
