/** How something is verified that was there from the start. */
export const vouched = {
  object: 'verification_admin',
  status: 'verified',
  strategy: 'admin',
  attempts: null,
  expire_at: null,
}
