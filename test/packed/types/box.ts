import { createBrowser, createFapi } from 'frontdesk/fapi'

export const { ambient } = createBrowser({ fapi: createFapi() }).openTab()
