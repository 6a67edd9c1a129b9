import { openLives } from '../changes'
import type { World } from '../world'
import { hold } from './broken'

/** A JWT, a dev browser, a password. */
const secret = /eyJ[\w-]+\.[\w-]+\.|dvb_\w+|-password/
const withoutBrowser = /eyJ[\w-]+\.[\w-]+\.|-password/
/** Session tokens are what tabs share. */
const moreThanATabToken = /dvb_\w+|-password|rotating/

/** Secrets stay in memory. */
export function rule9SecretsStayInMemory(world: World): void {
  for (const { where, text } of world.written.splice(0)) {
    const pattern = where === 'a message' ? moreThanATabToken : secret
    hold(9, !pattern.test(text), () => `${where} holds a secret: ${text}`)
  }
  for (const { name, page, tab, queryClient } of openLives(world)) {
    const url = tab.ambient.page.url()
    // Who comes back from a provider brings the browser's token along, until the first request.
    const isNew = page.every((root) => root.network.requests.length === 0)
    const pattern = isNew ? withoutBrowser : secret
    hold(9, !pattern.test(url), () => `the address of ${name} holds a secret: ${url}`)
    const cached = JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.data),
    )
    hold(9, !secret.test(cached), () => `the query cache of ${name} holds a secret`)
  }
  for (const { error, isExamined, name } of world.actions)
    if (error && !isExamined) {
      const text = `${error} ${JSON.stringify(error)}`
      hold(9, !secret.test(text), () => `the error of ${name} holds a secret: ${text}`)
    }
}
