import { rspack } from '@rspack/core'

const jsx = { parser: { syntax: 'ecmascript', jsx: true }, transform: { react: { runtime: 'automatic' } } }

rspack(
  {
    mode: 'production',
    entry: './main.jsx',
    output: { path: `${process.cwd()}/out/rspack`, filename: 'main.js' },
    module: { rules: [{ test: /\.jsx$/, loader: 'builtin:swc-loader', options: { jsc: jsx } }] },
    performance: false,
  },
  (error, stats) => {
    if (!error && !stats?.hasErrors()) return
    console.error(error ?? stats?.toString())
    process.exit(1)
  },
)
