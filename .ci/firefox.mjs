// Playwright drives a usual Firefox by WebDriver BiDi, of which an ESR does not know all. Import this before a launch.
import { firefox } from 'playwright'

const unknown = 'emulation.setMediaFeaturesOverride'
const launch = firefox.launch.bind(firefox)

firefox.launch = async (options) => {
  const browser = await launch(options)
  // Nothing public leads to the connection.
  const { _browserSession: session } = /** @type {any} */ (browser)._connection.toImpl(browser)
  const send = session.send.bind(session)
  session.send = async (/** @type {string} */ method, /** @type {unknown} */ parameters) =>
    method === unknown ? {} : send(method, parameters)
  return browser
}
