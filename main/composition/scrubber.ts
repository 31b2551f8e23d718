import { makeScrubber, secretsOf } from '../adapters/system/scrub.ts';

/** The one place where text leaves the process. Secrets that become known later are masked from then on. */
export interface Scrubber {
  /** Free text: known secrets, and whatever looks like one. */
  readonly text: (text: string) => string;
  /** Results whose ids and hashes are typed, such as a JSON document: known secrets only. */
  readonly known: (text: string) => string;
  keepSecret(secrets: readonly string[]): void;
}

/** A scrubber that knows the secrets of the environment. */
export function openScrubber(environment: Readonly<Record<string, string | undefined>>): Scrubber {
  const secrets: string[] = [...secretsOf(environment)];
  return {
    text: makeScrubber(secrets, 'text'),
    known: makeScrubber(secrets, 'known'),
    keepSecret: (more) => {
      secrets.push(...more.filter((secret) => !secrets.includes(secret)));
      secrets.sort((a, b) => b.length - a.length);
    },
  };
}
