import type { CSSProperties } from 'react'
import type { TreeRow } from '../tree'
import { TreeValue } from './TreeValue'

interface TreeItemProps {
  row: TreeRow
  /** Whether Tab leads here; from here on it is the arrow keys. */
  isTabStop: boolean
  onFocus: () => void
  onToggle: () => void
}

export function TreeItem({ row, isTabStop, onFocus, onToggle }: TreeItemProps) {
  const { path, name, value, level, position, siblings, isOpen } = row
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys for all its items.
    <div
      className="tree-item"
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={isOpen}
      data-path={path}
      tabIndex={isTabStop ? 0 : -1}
      style={{ '--level': level - 1 } as CSSProperties}
      onFocus={onFocus}
      onClick={isOpen === undefined ? undefined : onToggle}
    >
      <span className="tree-name">{name}</span> <TreeValue name={name} value={value} isOpen={isOpen} />
    </div>
  )
}
