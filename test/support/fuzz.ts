import fc from 'fast-check'

// The same inputs in each run, so that a change that is tested fails by its own fault only. New ones come each night.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1) })

export { fc }
