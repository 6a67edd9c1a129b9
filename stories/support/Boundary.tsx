import { Component, type ReactNode } from 'react'
import { Button } from './Button'
import { Result } from './Result'

interface BoundaryProps {
  /** What the reader can do about the error. */
  onRetry?: () => Promise<unknown>
  children: ReactNode
}

interface BoundaryState {
  error?: Error | undefined
}

/** Shows the error that a component below it threw. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = {}

  static getDerivedStateFromError = (error: Error): BoundaryState => ({ error })

  retry = async () => {
    await this.props.onRetry?.().catch(() => {})
    this.setState({ error: undefined })
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <>
        <Result of={{ error }} />
        {this.props.onRetry && <Button onClick={this.retry}>Try again</Button>}
      </>
    )
  }
}
