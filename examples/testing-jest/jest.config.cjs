module.exports = {
  testEnvironment: './environment.cjs',
  transformIgnorePatterns: ['/node_modules/(?!(frontdesk|@hono|hono|jose|valibot|zustand|jsonc-parser)/)'],
}
