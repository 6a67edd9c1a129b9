import { clearRequests, useRequests } from '../requestLog'
import { Card } from './Card'

/** What the library asked for in this window. */
export function RequestsCard() {
  const requests = useRequests()
  const clear = (
    <button type="button" className="button quiet" onClick={clearRequests}>
      Clear
    </button>
  )
  return (
    <Card title="Requests" hooks="ClientProvider ambient.fetch" actions={requests.length > 0 && clear}>
      {requests.length === 0 ? (
        <p className="empty">None yet. An idle page makes none.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse.
        <section className="requests" aria-label="Last requests" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Method</th>
                <th scope="col">Path</th>
                <th scope="col">Status</th>
                <th scope="col">Time</th>
              </tr>
            </thead>
            <tbody>
              {requests.map(({ id, method, path, status, milliseconds }) => (
                <tr key={id}>
                  <td>
                    <span className="method" data-method={method}>
                      {method}
                    </span>
                  </td>
                  <td className="path" title={path}>
                    {shorten(path)}
                  </td>
                  <td className="status" data-failed={status === 'failed' || Number(status) >= 400}>
                    {status ?? '…'}
                  </td>
                  <td className="time">{milliseconds === undefined ? '' : `${milliseconds} ms`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  )
}

/** Ids are long, and their first letters tell them apart. */
const shorten = (path: string) => path.replace(/((?:sess|sia)_\w{4})\w+/g, '$1…')
