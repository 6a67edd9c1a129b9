/** What a recipe is filled in with. */
export interface BoxAddress {
  url: string
  publishableKey: string
  secretKey: string
  /** The public key of session tokens, in PEM. */
  jwtKey: string
}

/** How an app with one of Clerk's SDKs uses a box. */
export interface Recipe {
  /** As `--for` takes it. */
  name: string
  /** The SDK, as npm knows it: who has it is shown this recipe. */
  sdk: string
  /** Further packages: its pages load Clerk's scripts, out of the app's own node_modules as there is no network. */
  packages: readonly string[]
  /** The environment file that the framework reads. */
  envFile: string
  env(box: BoxAddress): Record<string, string>
  /** What else somebody has to know, or do. */
  note?: string
  /** What goes into which file. */
  files: readonly { path: string; code: string }[]
}
