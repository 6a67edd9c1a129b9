/** Where a link in an e-mail leads: this page, which says what came of it. */
export const redirectUrl = './'
