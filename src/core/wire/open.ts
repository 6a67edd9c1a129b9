/** Values that are known, for completion and for `switch`, and any other that Clerk may add. */
export type Open<Known extends string> = Known | (string & {})
