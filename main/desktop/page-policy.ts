import { formOf, kindOf, valueAt } from '../../shared/config/document.ts';
import { isRequestName, REQUESTS, type RequestName } from '../../shared/ipc/contract.ts';
import type { Question } from './confirmations.ts';
import { type FilePlaces, filesToAllow } from './start-files.ts';

/** The question that stands before a request, by its input; undefined when this input needs none. */
type Asked<Name extends RequestName> = (
  input: ReturnType<(typeof REQUESTS)[Name]['input']['parse']>,
  places: FilePlaces,
) => Question | undefined;

/**
 * What a request may do when it comes from the page, which may be made to run scripts that are not ours: `free` looks, or makes
 * a session safer, or is paper; `dialog` is carried out by the program's own dialog alone; a function asks first. Every request
 * of the contract is decided here, or this does not compile.
 */
const POLICY: { readonly [Name in RequestName]: 'free' | 'dialog' | Asked<Name> } = {
  status: 'free',
  resumeRun: 'free',
  closeUnfinished: 'free',
  stop: 'free',
  kill: 'free',
  closePosition: 'free',
  pauseEntries: 'free',
  resumeEntries: 'free',
  rearm: 'dialog',
  resetBreaker: 'dialog',
  start: (input, places) => filesQuestion(filesToAllow(input, places)),
  testAlerts: 'free',
  fetchData: 'free',
  fetchProgress: 'free',
  bars: 'free',
  runs: 'free',
  runCurve: 'free',
  openRun: 'free',
  runReport: 'free',
  runBars: 'free',
  runDecisions: 'free',
  deleteRun: ({ run }) => deleteQuestion(run),
  startVerify: 'free',
  verifyProgress: 'free',
  cancelVerify: 'free',
  dataFiles: 'free',
  startBacktest: (input, places) => filesQuestion(filesToAllow(input, places)),
  backtestProgress: 'free',
  cancelBacktest: 'free',
  configList: 'free',
  configRead: 'free',
  configCheck: 'free',
  configVersions: 'free',
  configSave: ({ id, values }) => (id === 'alerts' ? addressQuestion(Object.values(values)) : saveQuestion(id, values)),
  configRestore: ({ id, version }) => (id === 'alerts' ? ANY_ADDRESS : restoreQuestion(id, version)),
};

export type PageVerdict = 'free' | 'dialog' | { readonly question: Question };

/** What is to happen with a request of the page. One that is unknown or malformed is left to the workstation, which refuses it. */
export function verdictOn(name: string, input: unknown, places: () => FilePlaces): PageVerdict {
  if (!isRequestName(name)) return 'free';
  const policy = POLICY[name] as 'free' | 'dialog' | ((input: unknown, places: FilePlaces) => Question | undefined);
  if (typeof policy === 'string') return policy;
  const parsed = REQUESTS[name].input.safeParse(input ?? {});
  const question = parsed.success ? policy(parsed.data, places()) : undefined;
  return question === undefined ? 'free' : { question };
}

/** A message about what is wrong with a file tells of its content: a page could read any file by "starting" it. */
function filesQuestion(files: readonly string[]): Question | undefined {
  if (files.length === 0) return undefined;
  return { message: 'Read this file?', detail: files.join('\n'), button: 'Read file' };
}

/** The word that the page has typed could have been typed by scripts in it. */
function deleteQuestion(run: string): Question {
  return {
    message: 'Delete this run for good?',
    detail: `${run}: its report, trades, events and recorded inputs. They cannot be brought back.`,
    button: 'Delete run',
  };
}

const LIMITS = 'risk';
const LIMITS_SAY = 'They say how much trading may lose before it is stopped.';

/** The document that says what trading may lose; with the values, since a page that runs foreign scripts may show others. */
function saveQuestion(id: string, values: Readonly<Record<string, unknown>>): Question | undefined {
  if (id !== LIMITS) return undefined;
  const lines = formOf(kindOf(id), values)
    .flatMap(({ fields }) => fields)
    .map(({ path, title, unit }) => {
      const value = valueAt(values, path);
      return `${title}: ${value === undefined ? 'as built in' : `${JSON.stringify(value).slice(0, 40)} ${unit}`}`;
    });
  return { message: 'Save the risk limits?', detail: [LIMITS_SAY, '', ...lines].join('\n'), button: 'Save' };
}

function restoreQuestion(id: string, version: number): Question | undefined {
  if (id !== LIMITS) return undefined;
  return { message: `Restore version ${version} of the risk limits?`, detail: LIMITS_SAY, button: 'Restore' };
}

/** What was saved once may name any address. */
const ANY_ADDRESS: Question = {
  message: 'Send notices where they went before?',
  detail: 'The program will send what happens in your sessions to the addresses of that version.',
  button: 'Restore',
};

/**
 * A page that runs foreign scripts could have what is traded sent elsewhere, or this program ask any address. Only addresses
 * that a save brings in are text; those that are kept or removed are not.
 */
function addressQuestion(values: readonly unknown[]): Question | undefined {
  const addresses = values.filter((value) => typeof value === 'string');
  if (addresses.length === 0) return undefined;
  return { message: 'Send notices to this address?', detail: addresses.join('\n'), button: 'Send notices there' };
}
