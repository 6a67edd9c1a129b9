import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

test('behavior: every test that SECURITY.md names is there', async () => {
  const text = await readFile('SECURITY.md', 'utf8')
  const rows = text.split('\n').filter((line) => /^\| (?!Who )/.test(line))
  expect(rows.length).toBeGreaterThan(10)
  for (const row of rows) {
    const [, file = '', name = ''] = /\| `([^`]+)`: (.+) \|$/.exec(row) ?? []
    expect(file, row).not.toBe('')
    expect(await readFile(file, 'utf8'), row).toContain(name)
  }
})
