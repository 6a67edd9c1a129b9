import { JSDOM } from 'jsdom'

// A document: what React and Testing Library need of a browser.
const { window } = new JSDOM('<!doctype html><body></body>', { url: 'http://localhost:3000/' })
Object.assign(globalThis, { window, document: window.document })
globalThis.navigator ??= window.navigator
