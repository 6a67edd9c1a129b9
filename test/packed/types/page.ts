import { createFrontdesk, type FrontdeskOptions } from 'frontdesk/core'

/** The browser's own objects go where the library asks for the used parts of them. */
export const open = (options: FrontdeskOptions) =>
  createFrontdesk({
    ...options,
    ambient: { cookies: document, tabStorage: sessionStorage, originStorage: localStorage },
  })
