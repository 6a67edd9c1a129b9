import type { ImageRecord } from '../state/state'

/** How the wire tells of a picture, or that there is none. */
export const imageOf = (image: ImageRecord | undefined) => ({
  image_url: image?.url ?? '',
  has_image: image !== undefined,
})
