/** `19:04:05`, in this device's time zone. */
export const clockTime = (at: number): string => new Date(at).toTimeString().slice(0, 8)

/** How long ago, or how long until then, in one unit. */
export function span(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}
