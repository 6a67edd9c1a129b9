/** Values that are known, for completion and for `switch`, and any other that Clerk may add. */
export type Open<Known extends string> = Known | (string & {})

/** What no literal is comparable with, and yet is a string. There is no such value. */
declare enum Other {
  any = '…',
}

/**
 * Any string that is none of those known here. It lets a `switch` tell them apart, and leads its `default` here. To give
 * one that Clerk has added: `'new_strategy' as Unlisted`.
 */
export type Unlisted = Other
