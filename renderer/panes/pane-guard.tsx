import { Component, type ReactNode } from 'react';
import { TEXT } from '../text/page.ts';

/** Keeps a fault of one pane from taking the others along. */
export class PaneGuard extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <p className="panel failed">{TEXT.error.pane}</p> : this.props.children;
  }
}
