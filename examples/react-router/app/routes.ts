import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/home.tsx'),
  route('account', 'routes/account.tsx'),
  route('sign-in', 'routes/signIn.tsx'),
  route('api/me', 'routes/apiMe.ts'),
] satisfies RouteConfig
