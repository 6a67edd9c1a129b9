import type { Scheme } from './recorder'

/** Operations that callers of some schemes have no use for. */
export const unscheming: Readonly<Record<string, readonly Scheme[]>> = {
  // A development browser holds no token of its client.
  'POST /v1/clients/verify': ['test'],
  'POST /v1/dev_browser': ['live', 'native'],
  // Only production browsers are given what it takes.
  'POST /v1/sessions/:id/refresh': ['test', 'native'],
}

/** What the specification has and the box never answers. */
export const notGiven: readonly { why: string; answers: readonly string[] }[] = [
  {
    why: 'When Clerk sends a call elsewhere nobody has said. Here only an injected fault does.',
    answers: [
      'PUT /v1/client 307',
      'POST /v1/client 307',
      'DELETE /v1/client 307',
      'POST /v1/client/sign_ins 307',
      'POST /v1/client/sign_ins/:id/attempt_first_factor 307',
      'POST /v1/client/sign_ins/:id/attempt_second_factor 307',
      'POST /v1/client/sign_ups 307',
      'PATCH /v1/client/sign_ups/:id 307',
      'GET /v1/oauth_callback 301',
    ],
  },
  {
    why: 'The box does not fail; a fault does.',
    answers: ['GET /.well-known/jwks.json 500', 'GET /v1/client/handshake 500', 'DELETE /v1/me 500'],
  },
  {
    why: 'No client or device is blocked here.',
    answers: ['GET /v1/client 403'],
  },
  {
    why: 'Whoever is in an organization may leave it; the last who may manage it is told 400.',
    answers: ['DELETE /v1/me/organization_memberships/:organization 403'],
  },
  {
    why: 'What they are about is refused with another status: 401 for a session, 422 for a field.',
    answers: [
      'GET /v1/me 404',
      'DELETE /v1/me 404',
      'DELETE /v1/me/organization_memberships/:organization 422',
      'POST /v1/client/sign_ins 404',
      'POST /v1/client/sign_ups 404',
      'POST /v1/client/sessions/:id/touch 422',
    ],
  },
]
