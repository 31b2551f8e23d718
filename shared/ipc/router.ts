import type { z } from 'zod';
import { describeIssue } from '../config/describe-issue.ts';
import { asFailure } from '../storage-fault.ts';
import { isRequestName, REQUESTS, type Reply, type RequestName } from './contract.ts';

/** One handler for each request of the contract; the compiler refuses a missing or a foreign one. */
export type Handlers = {
  readonly [Name in RequestName]: (
    input: z.output<(typeof REQUESTS)[Name]['input']>,
    by: string,
  ) => z.input<(typeof REQUESTS)[Name]['output']> | Promise<z.input<(typeof REQUESTS)[Name]['output']>>;
};

/** Answers a request by name: input checked, handler called, output checked. Never throws; `by` names the surface. */
export function makeRouter(handlers: Handlers): (name: string, input: unknown, by: string) => Promise<Reply> {
  return async (name, input, by) => {
    if (!isRequestName(name))
      return refused('unknown_request', `there is no request ${JSON.stringify(name.slice(0, 40))}`);
    const { input: schema, output } = REQUESTS[name];
    const parsed = schema.safeParse(input ?? {});
    if (!parsed.success) return refused('bad_input', `${name}: ${describeIssue(parsed.error, input)}`);
    try {
      const handle = handlers[name] as (input: unknown, by: string) => unknown;
      return { ok: true, value: output.parse(await handle(parsed.data, by)) };
    } catch (error) {
      const failure = asFailure(error);
      if (failure !== undefined) return refused(failure.code, failure.message);
      return refused('internal', `${name} failed; the log of the session says why`);
    }
  };
}

function refused(code: string, message: string): Reply {
  return { ok: false, error: { code, message } };
}
