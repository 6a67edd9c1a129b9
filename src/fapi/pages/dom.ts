type Value = string | number | boolean | null | undefined | ((event: Event) => void)
type Child = Node | string | number | false | null | undefined

/** An element of a list, and the item that it shows. */
interface Shown {
  json: string
  element: Element
}

/** What the scripts of the pages build with: see `scriptOf`. Whatever is shown becomes text, never markup. */
export function dom() {
  const shown = new WeakMap<Element, Map<string, Shown>>()

  /** Makes an element. A function among the attributes listens to the event of its name. */
  function h<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    attributes: Record<string, Value> = {},
    ...children: Child[]
  ): HTMLElementTagNameMap[Tag] {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'function') element.addEventListener(name, value)
      else if (value || value === 0) element.setAttribute(name, value === true ? '' : String(value))
    }
    element.append(...children.filter((child) => child || child === 0).map((child) => child as string | Node))
    return element
  }

  function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
    return document.getElementById(id) as Kind
  }

  /**
   * Shows a list. The element of an item that did not change stays as it is, with its focus and what is unfolded in
   * it. When the one with the focus goes, the keyboard goes on from its neighbour, or from the top of the section.
   */
  function list<Item>(
    parent: Element,
    items: readonly Item[],
    idOf: (item: Item) => string,
    make: (item: Item) => Element,
  ) {
    const before = shown.get(parent) ?? new Map<string, Shown>()
    const after = new Map(
      items.map((item) => {
        const id = idOf(item)
        const json = JSON.stringify(item)
        const known = before.get(id)
        return [id, known?.json === json ? known : { json, element: renew(known?.element, make(item)) }]
      }),
    )
    shown.set(parent, after)
    const gone = [...before].map(([id, { element }]) => (after.has(id) ? undefined : element))
    const at = gone.findIndex((element) => element?.contains(document.activeElement))
    for (const element of gone) element?.remove()
    let next = parent.firstElementChild
    for (const { element } of after.values()) {
      if (next === element) next = element.nextElementSibling
      else parent.insertBefore(element, next)
    }
    if (at < 0) return
    const heirs = [parent.children[at], parent.lastElementChild, parent.closest('section')]
    heirs.flatMap((heir) => (heir ? controls(heir) : []))[0]?.focus()
  }

  function controls(root: Element) {
    return [...root.querySelectorAll<HTMLElement>('a, button, select')]
  }

  /**
   * Puts an element in another's place, and the focus where it was. A button that did its work may have another name
   * then, or be gone with others: the keyboard goes on from the first one.
   */
  function renew(old: Element | undefined, element: Element): Element {
    const before = old ? controls(old) : []
    const at = before.indexOf(document.activeElement as HTMLElement)
    old?.replaceWith(element)
    if (at < 0) return element
    const after = controls(element)
    const name = before[at]!.getAttribute('aria-label')
    const heir = after.find((control) => control.getAttribute('aria-label') === name)
    const first = after.length === before.length ? after[at] : after[0]
    ;(heir ?? first)?.focus()
    return element
  }

  return { h, byId, list }
}

export type Dom = ReturnType<typeof dom>
