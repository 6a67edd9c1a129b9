import type { Scene, Stage } from './stage'

type Source<Args> = Scene | ((args: Args) => Scene)

/** Story parameters that set the scene; a function lets it follow the story's controls. */
export const on = <Args = unknown>(scene: Source<Args>) => ({ scene })

/** The scene that `on` left in the parameters of a story. */
export function sceneOf({
  parameters,
  args,
}: {
  parameters: { scene?: Source<unknown> }
  args: unknown
}): Scene {
  const { scene = {} } = parameters
  return typeof scene === 'function' ? scene(args) : scene
}

/** The stage that a story's loader has set. */
export const stageOf = ({ loaded }: { loaded: { stage?: Stage } }): Stage => loaded.stage!
