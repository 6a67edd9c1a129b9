/** What a password sign-in, the client and tokens do not need. In one piece: bundlers would cut what many share into crumbs. */
export const beyond = () => import('../beyond')
