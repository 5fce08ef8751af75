import { Component, type ComponentChildren } from 'preact';

import { broken } from '../problem';
import { Failed } from './states';

interface BoundaryProps {
  of: unknown; // what is shown: another one is tried anew
  children: ComponentChildren;
}

// A mistake of the page in one view, which is said in its place and takes nothing else along. Without it what throws
// while it is drawn is drawn again and again.
export class Boundary extends Component<BoundaryProps, { threw: boolean }> {
  override state = { threw: false };

  override componentDidCatch(error: unknown): void {
    reportError(error);
    this.setState({ threw: true });
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.threw && before.of !== this.props.of) this.setState({ threw: false });
  }

  override render() {
    if (!this.state.threw) return this.props.children;
    return <Failed problem={broken()} retry={() => this.setState({ threw: false })} />;
  }
}
