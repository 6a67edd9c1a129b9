import { useMutation } from '@tanstack/react-query'
import { type FrontdeskError, isFrontdeskError, useGetToken, useReverification } from 'frontdesk'
import { deleteProjects } from '../../appServer'
import { describeError } from '../../errors'
import { StepUpPanel } from './StepUpPanel'

/** A call to the app's own server, which wants a proof of its own each time. */
export function DeleteProjects() {
  const getToken = useGetToken()
  const { call, reverification } = useReverification(async () => deleteProjects(await getToken()))
  const { data, error, isPending, mutate } = useMutation<Response, FrontdeskError>({
    mutationFn: () => call(),
  })

  return (
    <div className="danger-zone">
      <button
        type="button"
        className="button choice danger"
        aria-disabled={isPending}
        // A second call would want a second proof.
        onClick={() => isPending || mutate()}
      >
        <strong>Delete all projects</strong>
        <span>The app’s own server asks for a fresh proof first.</span>
      </button>
      <p role="status" aria-label="Projects">
        {data && (data.ok ? 'All projects are deleted. (There were none.)' : 'The server refused.')}
        {error && describe(error)}
      </p>
      {reverification && <StepUpPanel stepUp={reverification} />}
    </div>
  )
}

const describe = (error: FrontdeskError) =>
  isFrontdeskError(error, 'reverification_cancelled') ? 'Nothing was deleted.' : describeError(error)
