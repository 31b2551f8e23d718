import { useEffect } from 'react';
import { useAccess, useUi } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';

const GONE_AFTER_MS = 8000;

/** What came of a command, over the page, so that nothing moves. Good news goes by itself; bad news stays. */
export function NoticeBox() {
  const { ui } = useAccess();
  const notice = useUi((state) => state.notice);
  useEffect(() => {
    if (notice?.tone !== 'good') return;
    const timer = setTimeout(() => ui.setState({ notice: null }), GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [notice, ui]);
  return (
    <div className="notice-place" role="status" data-always>
      {notice !== null && (
        <div className={`notice ${notice.tone}`} key={notice.key}>
          <span>
            <span aria-hidden="true">{notice.tone === 'good' ? '✓ ' : '⚠ '}</span>
            {notice.text}
          </span>
          <button type="button" className="quiet" onClick={() => ui.setState({ notice: null })}>
            {TEXT.buttons.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
