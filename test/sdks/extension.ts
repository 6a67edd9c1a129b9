import { createHash, generateKeyPairSync } from 'node:crypto'
import { codeOf } from './recipeCode'

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  type: 'spki',
  format: 'der',
})

/** An extension's id is what its key comes to, in letters. */
export const extensionId = createHash('sha256')
  .update(key)
  .digest('hex')
  .slice(0, 32)
  .replaceAll(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]!)

export const extensionFiles = {
  'src/box.ts': codeOf('extension', 'src/box.ts'),
  'src/popup.tsx': codeOf('extension', 'src/popup.tsx'),
  'public/manifest.json': `{
  "manifest_version": 3, "name": "App", "version": "1",
  "key": "${key.toString('base64')}",
  ${codeOf('extension', 'manifest.json')}
  "action": { "default_popup": "popup.html" }
}`,
  'popup.html': '<div id="root"></div><script type="module" src="/src/popup.tsx"></script>',
  'vite.config.js': `import react from '@vitejs/plugin-react'
export default { plugins: [react()], build: { rollupOptions: { input: 'popup.html' } } }
`,
}
