import type { ReactNode } from 'react';
import { saveText } from '../save-text.ts';
import { useCommands } from '../store/workstation-context.tsx';
import { errorText } from '../text/phrases.ts';

interface ReportProps {
  readonly run: string;
  /** What it is called where its content does not say. */
  readonly label?: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** Leads to the report of a run: in the browser with the page's own token, in the desktop program opened by the system. */
export function ReportLink({ run, label, className, children }: ReportProps) {
  return (
    <a className={className} href={address(run, {})} target="_blank" rel="noreferrer" aria-label={label} title={label}>
      {children}
    </a>
  );
}

/** Saves the report of a run as one file: a download of the browser; the desktop program takes it from the page itself. */
export function ExportLink({ run, label, className, children }: ReportProps) {
  const commands = useCommands();
  const name = `${run}-summary.html`;
  if (window.workstation === undefined) {
    return (
      <a className={className} href={address(run, { download: '1' })} download={name} aria-label={label} title={label}>
        {children}
      </a>
    );
  }
  const save = async () => {
    const reply = await commands.ask('runReport', { run });
    if (reply.ok && typeof reply.value.html === 'string') saveText(name, 'text/html', reply.value.html);
    else if (!reply.ok) commands.notice('bad', errorText(reply.error));
  };
  return (
    <button type="button" className={className} aria-label={label} title={label} onClick={() => void save()}>
      {children}
    </button>
  );
}

/** Beside the page itself. */
function address(run: string, query: Readonly<Record<string, string>>): string {
  const token = new URLSearchParams(location.search).get('token');
  const text = new URLSearchParams({ ...(token === null ? {} : { token }), ...query }).toString();
  return `runs/${run}/summary.html${text === '' ? '' : `?${text}`}`;
}
