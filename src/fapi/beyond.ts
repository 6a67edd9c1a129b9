/** What is loaded on demand, see `http/beyond.ts`. */
export { backendSessionRoutes } from './routes/backend/sessions'
export { backendTokenRoutes } from './routes/backend/sessionTokens'
export { backendUserRoutes } from './routes/backend/users'
export { meRoutes } from './routes/me'
export { signInStepRoutes } from './routes/signInSteps'
export { signUpRoutes } from './routes/signUps'
export { factors } from './strategies/factors'
