import { isFrontdeskError, useGetToken, useReverification } from 'frontdesk'
import { useState } from 'react'
import { deleteProjects } from '../../appServer'
import { describeError } from '../../errors'
import { StepUpPanel } from './StepUpPanel'

/** A call to the app's own server, which wants a proof of its own each time. */
export function DeleteProjects() {
  const getToken = useGetToken()
  const { call, reverification } = useReverification(async () => deleteProjects(await getToken()))
  const [outcome, setOutcome] = useState('')

  async function remove() {
    setOutcome('')
    try {
      const response = await call()
      setOutcome(response.ok ? 'All projects are deleted. (There were none.)' : 'The server refused.')
    } catch (error) {
      if (isFrontdeskError(error, 'reverification_cancelled')) setOutcome('Nothing was deleted.')
      else if (isFrontdeskError(error)) setOutcome(describeError(error))
    }
  }

  return (
    <div className="danger-zone">
      <button type="button" className="button choice danger" onClick={remove}>
        <strong>Delete all projects</strong>
        <span>The app’s own server asks for a fresh proof first.</span>
      </button>
      <p role="status" aria-label="Projects">
        {outcome}
      </p>
      {reverification && <StepUpPanel stepUp={reverification} />}
    </div>
  )
}
