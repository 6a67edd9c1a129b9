import { join } from 'node:path'
import { build } from 'vite'
import { temporaryFolder } from './temporaryFolder'

/** Bundles the command line of these sources into one program. @returns its file */
export async function buildBin(): Promise<string> {
  const outDir = await temporaryFolder()
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: 'src/cli/bin.ts',
      outDir,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'bin.mjs' } },
    },
  })
  return join(outDir, 'bin.mjs')
}
