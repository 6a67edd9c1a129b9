/**
 * Never leaves the focus on `<body>`: when what has it goes, it moves on to the closest place around it that is marked with
 * `data-keeps`; or else to the first thing marked with `data-next` in what has come, or in the closest place that is still
 * there; and where nothing is marked, to the heading of that place.
 *
 * @returns a function that ends it.
 */
export function keepFocus(root: HTMLElement): () => void {
  /** What has the focus, with all that it is in, from the inside out. */
  let places: readonly HTMLElement[] = []

  function remember({ target }: FocusEvent) {
    places = []
    for (let place = target as HTMLElement | null; place && root.contains(place); place = place.parentElement)
      places = [...places, place]
  }

  const observer = new MutationObserver((records) => {
    if (!places[0] || places[0].isConnected || document.activeElement !== document.body) return
    const left = places.filter((place) => place.isConnected)
    const come = records.flatMap(({ addedNodes }) => [...addedNodes])
    // In the order of the page, though a step may have come in before others went.
    const next =
      left.find((place) => place.matches('[data-keeps]')) ??
      [...root.querySelectorAll<HTMLElement>('[data-next]')].find((each) =>
        come.some((node) => node.contains(each)),
      ) ??
      first(left, '[data-next]') ??
      first(left, ':is(h1, h2, h3)[tabindex]')
    next?.focus()
  })
  document.addEventListener('focusin', remember)
  observer.observe(root, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', remember)
    observer.disconnect()
  }
}

/** The first that there is in the closest of some places. */
function first(places: readonly HTMLElement[], selector: string): HTMLElement | undefined {
  for (const place of places) {
    const found = place.querySelector<HTMLElement>(selector)
    if (found) return found
  }
  return undefined
}
