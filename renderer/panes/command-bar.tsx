import { useEffect } from 'react';
import { useAccess, useCommands, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { CommandButton } from './command-button.tsx';
import { canCommand, isHalted, isLive, isTripped } from './session-facts.ts';

/** The buttons. KILL is there in every state and never asks. */
export function CommandBar() {
  const { ui } = useAccess();
  const commands = useCommands();
  const isRunning = useWorkstation((state) => isLive(state.session));
  const isReachable = useWorkstation((state) => state.connection.kind === 'open');
  const canAct = useWorkstation(canCommand);
  const isHeld = useWorkstation((state) => isHalted(state) || isTripped(state));
  const isStopping = useWorkstation((state) => state.session?.state === 'stopping');
  const isPaused = useWorkstation((state) => isLive(state.session) && state.session.is_paused);
  const hasPosition = useWorkstation((state) => state.session?.position != null);
  useKillKey(() => void commands.kill());
  const { buttons, hints } = TEXT;
  return (
    <nav className="commands" aria-label={TEXT.header.commands}>
      <CommandButton
        className="primary"
        title={isHeld ? hints.startHeld : hints.start}
        isOff={isRunning || !isReachable}
        onClick={() => ui.setState({ dialog: 'start' })}
      >
        {buttons.start}
      </CommandButton>
      <CommandButton title={hints.stop} isOff={!canAct || isStopping} onClick={() => void commands.send('stop')}>
        {buttons.stop}
      </CommandButton>
      <CommandButton
        className="pause"
        title={isPaused ? hints.resume : hints.pause}
        isOff={!canAct}
        onClick={() => void commands.send(isPaused ? 'resumeEntries' : 'pauseEntries')}
      >
        {isPaused ? buttons.resume : buttons.pause}
      </CommandButton>
      <CommandButton
        title={hints.close}
        isOff={!canAct || !hasPosition}
        onClick={() => void commands.send('closePosition')}
      >
        {buttons.close}
      </CommandButton>
      <CommandButton
        className="kill"
        data-always
        title={hints.kill}
        aria-keyshortcuts="Control+Shift+K Meta+Shift+K"
        onClick={() => void commands.kill()}
      >
        {buttons.kill}
      </CommandButton>
    </nav>
  );
}

function useKillKey(kill: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.shiftKey || !(event.ctrlKey || event.metaKey) || event.code !== 'KeyK') return;
      event.preventDefault();
      if (!event.repeat) kill();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  });
}
