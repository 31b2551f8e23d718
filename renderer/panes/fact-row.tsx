import type { ReactNode } from 'react';

/** One line of a panel: a name and its figure. For use inside a `dl`. */
export function FactRow({
  name,
  tone = '',
  children,
}: {
  readonly name: string;
  readonly tone?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="row">
      <dt>{name}</dt>
      <dd className={tone}>{children}</dd>
    </div>
  );
}
