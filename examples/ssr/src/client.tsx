import { readInitialState } from 'frontdesk/core'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { Document } from './Document'

startTransition(() => {
  hydrateRoot(
    document,
    <Document
      path={location.pathname}
      initialState={readInitialState(document)}
      serializedState={document.getElementById('frontdesk')?.textContent ?? ''}
    />,
  )
})
