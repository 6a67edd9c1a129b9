/** One visible line of a tree. */
export interface TreeRow {
  readonly path: string
  readonly name: string
  readonly value: unknown
  /** From 1 on, as `aria-level` counts. */
  readonly level: number
  readonly position: number
  readonly siblings: number
  /** Undefined for what has nothing below it. */
  readonly isOpen: boolean | undefined
}

type IsOpen = (path: string, level: number) => boolean

/** The lines of a value that are not hidden in something closed, from top to bottom. */
export function treeRows(name: string, value: unknown, isOpen: IsOpen): TreeRow[] {
  return rowsOf({ path: name, name, value, level: 1, position: 1, siblings: 1 }, isOpen)
}

function rowsOf(item: Omit<TreeRow, 'isOpen'>, isOpen: IsOpen): TreeRow[] {
  const children = childrenOf(item.value)
  if (children.length === 0) return [{ ...item, isOpen: undefined }]
  const open = isOpen(item.path, item.level)
  if (!open) return [{ ...item, isOpen: false }]
  const below = children.flatMap(([name, value], index) => {
    // An item with an id is known by it, so that it stays open when those before it go.
    const path = `${item.path}.${idOf(value) ?? name}`
    const position = index + 1
    return rowsOf({ path, name, value, level: item.level + 1, position, siblings: children.length }, isOpen)
  })
  return [{ ...item, isOpen: true }, ...below]
}

function childrenOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function idOf(value: unknown): string | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  return typeof id === 'string' ? id : undefined
}
