import ts from 'typescript'
import { expect, test } from 'vitest'

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: [],
  skipLibCheck: true,
  noEmit: true,
}

/** What the compiler says about an app: the lines where it finds a fault. */
function faultsIn(code: string): string[] {
  // In the package, so that `frontdesk` resolves as it does in an app.
  const file = 'test/dist/app.ts'
  const host = ts.createCompilerHost(options)
  const { fileExists, getSourceFile } = host
  host.fileExists = (name) => name.endsWith(file) || fileExists(name)
  host.getSourceFile = (name, ...more) =>
    name === file ? ts.createSourceFile(name, code, options.target!) : getSourceFile(name, ...more)
  return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host)).map(({ start, messageText }) => {
    const line = code.slice(0, start).split('\n').length - 1
    return start === undefined ? String(messageText) : code.split('\n')[line]!.trim()
  })
}

const app = (registered: string) => `
  import { type User, useGetToken, useSession, useToken, useUser } from 'frontdesk'
  import { type Frontdesk, getToken, onToken } from 'frontdesk/core'
  ${registered}
  declare const frontdesk: Frontdesk
  export function App() {
    const role: 'admin' | undefined = useSession().claims?.role
    const sid: unknown = useSession().claims?.sid
    const plan: 'free' | 'pro' | undefined = useUser().data?.publicMetadata.plan
    const theme: string | undefined = ({} as User).unsafeMetadata.theme
    useToken({ template: 'hasura' })
    useToken({ template: 'hasurra' })
    void getToken(frontdesk, { template: 'hasurra' })
    void useGetToken()({ template: 'hasurra' })
    onToken(frontdesk, () => {}, { template: 'hasurra' })
    return [role, sid, plan, theme]
  }
`

test.each(['frontdesk', 'frontdesk/core'])(
  'behavior: what an app registers with %s types claims, metadata and templates in both',
  (name) => {
    const registered = `declare module '${name}' { interface Register {
      claims: { role?: 'admin' }
      publicMetadata: { plan?: 'free' | 'pro' }
      unsafeMetadata: { theme?: string }
      templates: 'hasura'
    } }`
    expect(faultsIn(app(registered))).toEqual([
      `useToken({ template: 'hasurra' })`,
      `void getToken(frontdesk, { template: 'hasurra' })`,
      `void useGetToken()({ template: 'hasurra' })`,
      `onToken(frontdesk, () => {}, { template: 'hasurra' })`,
    ])
  },
)

test('default: nothing is registered: what is not known is `unknown`, and any template goes', () => {
  expect(faultsIn(app(''))).toEqual([
    `const role: 'admin' | undefined = useSession().claims?.role`,
    `const plan: 'free' | 'pro' | undefined = useUser().data?.publicMetadata.plan`,
    `const theme: string | undefined = ({} as User).unsafeMetadata.theme`,
  ])
})
