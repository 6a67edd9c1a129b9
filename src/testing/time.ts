import type { FapiClock, TabTime } from '../fapi'

interface Wait {
  readonly ms: number
  due: number
  run(): void
  /** Stops the timer of the runtime behind it. */
  disarm(): void
}

/** The time of a box, and what pages wait for by it. */
export interface StageTime extends TabTime {
  /** When the next wait is over; undefined where nothing waits. */
  next(): number | undefined
  /** Ends all waits that are due. */
  runDue(): void
  /** From now on nothing ends that waits for a second or longer, until `goOn()`. */
  stop(): void
  goOn(): void
}

const long = 1000

/**
 * Lets pages wait by a box's clock: moving that ends their waits. Behind each stands a timer of the runtime as it is then,
 * so that a runner's fake timers end them, too.
 */
export function followClock(clock: FapiClock): StageTime {
  const waits = new Set<Wait>()
  let isStopped = false

  function arm(wait: Wait) {
    wait.disarm()
    if (isStopped && wait.ms >= long) return
    const timer = setTimeout(() => end(wait), Math.max(0, wait.due - clock.now()))
    wait.disarm = () => clearTimeout(timer)
  }
  function end(wait: Wait) {
    wait.disarm()
    if (waits.delete(wait)) wait.run()
  }
  const going = () => [...waits].filter(({ ms }) => !isStopped || ms < long)
  const armAll = () => {
    for (const wait of waits) arm(wait)
  }

  // Nobody else holds this clock, but who was given the box.
  const { set, advance } = clock
  clock.set = (time) => {
    set(time)
    armAll()
  }
  clock.advance = (ms) => {
    advance(ms)
    armAll()
  }

  return {
    now: () => clock.now(),
    timeout(run, ms) {
      // Clocks know whole milliseconds only.
      const wait: Wait = { ms, due: clock.now() + Math.ceil(ms), run, disarm: () => {} }
      waits.add(wait)
      arm(wait)
      return () => {
        wait.disarm()
        waits.delete(wait)
      }
    },
    next: () => (going().length > 0 ? Math.min(...going().map(({ due }) => due)) : undefined),
    runDue() {
      const due = going().filter((wait) => wait.due <= clock.now())
      for (const wait of due.sort((one, other) => one.due - other.due)) end(wait)
    },
    stop() {
      isStopped = true
      armAll()
    },
    goOn() {
      isStopped = false
      for (const wait of waits) if (wait.ms >= long) wait.due = clock.now() + Math.ceil(wait.ms)
      armAll()
    },
  }
}
