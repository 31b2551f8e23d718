import { type Handlers, makeRouter } from '../../shared/ipc/router.ts';
import type { SessionHandle } from '../session/ports.ts';

/** The requests of the contract, answered by a running session. */
export function sessionHandlers(session: () => SessionHandle): Handlers {
  return {
    status: () => ({ ...session().status() }),
    kill: (_input, by) => {
      session().command({ name: 'Kill', by });
      const { position, working_orders: working } = session().status();
      const left = [
        position === null ? '' : 'a position',
        working.length === 0 ? '' : `${working.length} working orders`,
      ];
      return {
        flat: position === null && working.length === 0,
        left: left.filter((part) => part !== '').join(' and '),
      };
    },
    stop: (_input, by) => {
      session().requestStop('user_stop', by);
      return { done: true };
    },
    closePosition: (_input, by) => {
      session().command({ name: 'ClosePosition', by });
      return { done: true };
    },
    pauseEntries: (_input, by) => {
      session().command({ name: 'PauseEntries', by });
      return { done: true };
    },
    resumeEntries: (_input, by) => {
      session().command({ name: 'ResumeEntries', by });
      return { done: true };
    },
  };
}

export function sessionRouter(session: () => SessionHandle) {
  return makeRouter(sessionHandlers(session));
}
