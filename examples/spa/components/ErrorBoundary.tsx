import { Component, type ReactNode } from 'react'

interface State {
  error: Error | undefined
}

/** Where the provider itself refuses, e.g. for a publishable key that does not parse. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: Error): State {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <main className="page failure" role="alert">
        <h1>The demo cannot start</h1>
        <p>{error.message}</p>
        <p className="muted">
          <code>npm start</code> at the root of the repository starts the box and passes its address on.
        </p>
      </main>
    )
  }
}
