import { dom } from '../dom'
import { scriptOf } from '../script'
import { clientCards } from './clients'
import { inspectorBody } from './html'
import { inspector } from './inspector'
import { sideCards } from './side'
import { inspectorStyle } from './style'
import { webhookCard } from './webhooks'

/** The inspector. It is the same for everybody: what it shows, it fetches. */
export const inspectorPage = {
  title: 'Frontdesk inspector',
  body: inspectorBody,
  style: inspectorStyle,
  script: scriptOf(dom, inspector, clientCards, sideCards, webhookCard),
}
