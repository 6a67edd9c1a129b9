import type { SessionRecord } from '../state/state'
import { serializeSessionBase } from './sessionBase'

/** How browsers call themselves, those first that call themselves by the others' names, too. */
const browsers = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Version']
const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari' }

/** A session as its user sees it from another one: without a token. */
export function serializeSessionActivity(session: SessionRecord) {
  return {
    ...serializeSessionBase(session),
    latest_activity: {
      object: 'session_activity',
      id: session.id.replace('sess_', 'sess_activity_'),
      ...deviceOf(session.userAgent ?? ''),
      // The box runs where its developer is.
      ip_address: '127.0.0.1',
      city: 'This machine',
      country: '',
    },
  }
}

function deviceOf(userAgent: string) {
  const [found, version] = browsers
    .map((name) => [name, new RegExp(`${name}/([\\d.]+)`).exec(userAgent)?.[1]] as const)
    .find(([, version]) => version) ?? ['', '']
  const [system] = /Windows|Android|iPhone|iPad|Macintosh|Linux/.exec(userAgent) ?? ['']
  return {
    is_mobile: /Mobi|iPad/.test(userAgent),
    device_type: system,
    browser_name: names[found] ?? found,
    browser_version: version!.split('.')[0]!,
  }
}
