import type { Page } from './world'

/** What the other tabs hear of a page from here on, without the version of it. */
export function hear({ frontdesk, tab }: Page): Record<string, unknown>[] {
  const heard: Record<string, unknown>[] = []
  const { scope } = frontdesk._internal
  tab.duplicate().ambient.openChannel(`frontdesk.${scope}`).onmessage = ({ data }) => {
    const { v: _, ...message } = data as Record<string, unknown>
    heard.push(message)
  }
  return heard
}
