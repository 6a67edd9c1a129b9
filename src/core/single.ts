/** Calls share one run of `task` until that has settled; `flight` is the run under way. */
export interface Single<T> {
  (): Promise<T>
  flight: Promise<T> | undefined
}

/** Makes sure that `task` runs once at a time. */
export function single<T>(task: () => Promise<T>): Single<T> {
  const run: Single<T> = () => {
    const flight =
      run.flight ??
      task().finally(() => {
        if (run.flight === flight) run.flight = undefined
      })
    run.flight = flight
    return flight
  }
  run.flight = undefined
  return run
}
