/** Comes from the page "Start with Vite". */
// biome-ignore lint/style/noDefaultExport: Vite's own page has one.
export default function App(): React.ReactNode
