import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** Bundles the command line of these sources into one program. @returns its file */
export async function buildBin(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'frontdesk-bin-'))
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
