// Checked by `npm run test:types`: what a server is told about who sends a request.
import {
  type Auth,
  type Claims,
  createFrontdeskServer,
  type FrontdeskServer,
  type FrontdeskServerOptions,
  type InitialState,
  type Json,
  type OrganizationSync,
  type Pending,
  type Permission,
  protect,
  type Resolved,
  type ServerContext,
  type SignedIn,
  type SignedInState,
  type SignedOut,
  type SignedOutState,
  serializeInitialState,
  type TokenOptions,
  type Unknown,
  type Verdict,
  type VerdictCode,
  type VerdictEvent,
} from 'frontdesk/server'
import { expectTypeOf } from 'vitest'

export function AServerTakesTwoKeys(options: FrontdeskServerOptions) {
  expectTypeOf(createFrontdeskServer(options)).toEqualTypeOf<FrontdeskServer>()
  createFrontdeskServer({
    publishableKey: 'pk_test_',
    secretKey: 'sk_test_',
    origins: (origin) => origin.endsWith('.example'),
    organizations: { organizationPatterns: ['/orgs/:id'] } satisfies OrganizationSync,
    claims: ({ plan }) => ({ plan: plan as Json }),
    stale: (_, { url, verdict }) => {
      expectTypeOf(verdict).toEqualTypeOf<Verdict>()
      return Response.redirect(url)
    },
    onVerdict: (event) => expectTypeOf(event).toEqualTypeOf<VerdictEvent>(),
  })
  // @ts-expect-error -- with which key are sessions asked for?
  createFrontdeskServer({ publishableKey: 'pk_test_' })
  // @ts-expect-error -- what a page is told can be written down.
  createFrontdeskServer({ publishableKey: '', secretKey: '', claims: () => ({ since: new Date() }) })
}

export function WhoItIsNarrowsByStatus(auth: Auth) {
  expectTypeOf<Auth>().toEqualTypeOf<SignedIn | Pending | SignedOut | Unknown>()
  switch (auth.status) {
    case 'signed-in':
      expectTypeOf(auth).toEqualTypeOf<SignedIn>()
      expectTypeOf(auth.userId).toEqualTypeOf<string>()
      expectTypeOf(auth.organizationRole).toEqualTypeOf<string | null>()
      expectTypeOf(auth.claims).toEqualTypeOf<Claims>()
      return expectTypeOf(auth.deny).toEqualTypeOf<undefined>()
    case 'pending':
      expectTypeOf(auth).toEqualTypeOf<Pending>()
      expectTypeOf(auth.userId).toEqualTypeOf<string>()
      return expectTypeOf(auth.getToken).toEqualTypeOf<undefined>()
    case 'signed-out':
      expectTypeOf(auth).toEqualTypeOf<SignedOut>()
      return expectTypeOf(auth.verdict).toEqualTypeOf<Verdict | undefined>()
    case 'unknown':
      expectTypeOf(auth).toEqualTypeOf<Unknown>()
      return expectTypeOf(auth.verdict).toEqualTypeOf<Verdict>()
    default:
      return expectTypeOf(auth).toBeNever()
  }
}

export function WhoIsNotLetInIsDenied(auth: Auth) {
  if (auth.deny) return expectTypeOf(auth.deny()).toEqualTypeOf<Response>()
  // What is left is signed in.
  expectTypeOf(auth).toEqualTypeOf<SignedIn>()
  expectTypeOf(auth.has({ role: 'org:admin' })).toEqualTypeOf<boolean>()
  expectTypeOf(auth.has).parameter(0).toEqualTypeOf<Permission>()
  auth.has({ permission: 'org:invoices:read', reverification: { level: 'multi_factor', afterMinutes: 5 } })
  expectTypeOf(auth.getToken({ template: 'hasura' })).toEqualTypeOf<Promise<string>>()
  expectTypeOf(auth.getToken).parameter(0).toEqualTypeOf<TokenOptions | undefined>()
  // @ts-expect-error -- no such level.
  auth.has({ reverification: 'strictest' })
  // @ts-expect-error -- who is pending has proved nothing yet.
  return (auth as Auth).has({ role: 'org:admin' })
}

export function ProtectLeavesWhoIsSignedIn(auth: Auth) {
  expectTypeOf(protect(auth)).toEqualTypeOf<SignedIn>()
}

export async function AnAnswerOrAContext(server: FrontdeskServer, request: Request) {
  const resolved = await server.resolve(request)
  expectTypeOf(resolved).toEqualTypeOf<Resolved>()
  if (resolved.answer) expectTypeOf(resolved.context).toEqualTypeOf<undefined>()
  else {
    expectTypeOf(resolved.context).toEqualTypeOf<ServerContext>()
    expectTypeOf(resolved.headers).toEqualTypeOf<Headers>()
    expectTypeOf(resolved.merge(new Response())).toEqualTypeOf<Response>()
  }
  expectTypeOf(await server.read({ headers: new Headers() })).toEqualTypeOf<ServerContext>()
  const answer = server.handle(request, (context) => {
    expectTypeOf(context).toEqualTypeOf<ServerContext>()
    expectTypeOf(context.auth).toEqualTypeOf<Auth>()
    return new Response()
  })
  expectTypeOf(answer).toEqualTypeOf<Promise<Response>>()
  // @ts-expect-error -- nothing is answered.
  void server.handle(request, () => {})
}

export function APageIsToldAsText({ initialState }: ServerContext) {
  expectTypeOf(initialState).toEqualTypeOf<InitialState | undefined>()
  expectTypeOf<InitialState>().toEqualTypeOf<SignedInState | SignedOutState>()
  expectTypeOf(serializeInitialState(initialState)).toEqualTypeOf<string>()
}

export function AVerdictHasACodeToBranchOn(event: VerdictEvent) {
  expectTypeOf(event).toExtend<Verdict>()
  expectTypeOf(event.request).toEqualTypeOf<Request>()
  expectTypeOf(event.code).toEqualTypeOf<VerdictCode>()
  expectTypeOf<'session_stale' | 'keys_differ' | 'clock_skew'>().toExtend<VerdictCode>()
  expectTypeOf<string>().not.toExtend<VerdictCode>()
  // @ts-expect-error -- a typo.
  if (event.code === 'session-stale') return
}
