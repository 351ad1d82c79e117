import { Component, type ReactNode } from 'react'
import { ErrorState } from '../ui/states'

/** A defect in a view takes that view, not the page. */
export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    return this.state.error === undefined ? (
      this.props.children
    ) : (
      <ErrorState what="This view failed." error={this.state.error} retry={() => this.setState({ error: undefined })} />
    )
  }
}
