// `npm run docs` serves the site of `docs/`, `npm run docs:build` builds it into `docs/.vitepress/dist`.
import { installPackages } from './install.mjs'
import { buildSite, serveSite } from './site.mjs'
import { stopAll } from './tools.mjs'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => stopAll().then(() => process.exit()))

try {
  await installPackages()
  const isFine = process.argv[2] === 'build' ? await buildSite() : await serveSite()
  process.exitCode = isFine ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
