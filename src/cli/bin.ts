#!/usr/bin/env node
import { main } from './main'

const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())

process.exitCode = await main(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  folder: process.cwd(),
  signal: ending.signal,
  env: process.env,
})
