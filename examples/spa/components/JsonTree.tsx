import { type KeyboardEvent, useRef, useState } from 'react'
import { treeRows } from '../tree'
import { TreeItem } from './TreeItem'

interface JsonTreeProps {
  label: string
  /** What the root is called. */
  name: string
  value: unknown
}

/** Any JSON, to be folded and unfolded: with the mouse, or with the keys that trees have by custom. */
export function JsonTree({ label, name, value }: JsonTreeProps) {
  const [toggled, setToggled] = useState<Readonly<Record<string, boolean>>>({})
  const [focused, setFocused] = useState(name)
  const list = useRef<HTMLDivElement>(null)
  const rows = treeRows(name, value, (path, level) => toggled[path] ?? level < 3)
  const index = Math.max(
    0,
    rows.findIndex(({ path }) => path === focused),
  )

  function focus(to: number) {
    const row = list.current?.children[Math.min(Math.max(to, 0), rows.length - 1)]
    if (row instanceof HTMLElement) row.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    const row = rows[index]!
    const canToggle = row.isOpen !== undefined
    const toggle = (isOpen: boolean) => canToggle && setToggled({ ...toggled, [row.path]: isOpen })
    const parent = rows.findLastIndex((other, at) => at < index && other.level < row.level)
    const keys: Record<string, () => void> = {
      ArrowDown: () => focus(index + 1),
      ArrowUp: () => focus(index - 1),
      Home: () => focus(0),
      End: () => focus(rows.length - 1),
      ArrowRight: () => (row.isOpen ? focus(index + 1) : toggle(true)),
      ArrowLeft: () => (row.isOpen ? toggle(false) : focus(parent)),
      Enter: () => toggle(!row.isOpen),
      ' ': () => toggle(!row.isOpen),
    }
    const action = keys[event.key]
    if (!action || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    action()
  }

  return (
    <div className="tree" role="tree" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {rows.map((row, at) => (
        <TreeItem
          key={row.path}
          row={row}
          isTabStop={at === index}
          onFocus={() => setFocused(row.path)}
          onToggle={() => setToggled({ ...toggled, [row.path]: !row.isOpen })}
        />
      ))}
    </div>
  )
}
