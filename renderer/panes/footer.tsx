import { useStore } from 'zustand';
import { fullTime } from '../format/times.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { nextTheme, themeStore } from '../theme.ts';
import { useNow } from './use-now.ts';

/** The status line: connection, time, workspace, version, theme. */
export function Footer() {
  const kind = useWorkstation((state) => state.connection.kind);
  const info = useWorkstation((state) => state.info);
  const { ui } = useAccess();
  const theme = useStore(themeStore, (state) => state.theme);
  const { footer, connection, buttons } = TEXT;
  return (
    <footer className="footer">
      <span className={kind === 'open' ? 'link good' : 'link warn'}>
        <span aria-hidden="true">{kind === 'open' ? '●' : '◐'} </span>
        {connection[kind]}
      </span>
      <Clock />
      {info !== null && (
        <span className="workspace" title={info.workspace}>
          {footer.workspace} {info.workspace}
        </span>
      )}
      <span className="spring" />
      <span>{footer.shortcut}</span>
      <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
        {footer.charts}
      </a>
      {info !== null && (
        <span>
          {info.app_version}
          {info.git_commit === null ? '' : ` (${info.git_commit.slice(0, 7)})`}
        </span>
      )}
      <button type="button" className="quiet" title={TEXT.hints.fetch} onClick={() => ui.setState({ dialog: 'fetch' })}>
        {buttons.fetch}
      </button>
      <button type="button" className="quiet" title={TEXT.hints.theme} onClick={nextTheme}>
        {buttons.theme[theme]}
      </button>
    </footer>
  );
}

function Clock() {
  const now = useNow(1000);
  return (
    <time className="number" title={TEXT.footer.clock}>
      {fullTime(now)} {TEXT.utc}
    </time>
  );
}
