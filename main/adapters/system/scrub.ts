const SECRET_NAME = /KEY|SECRET|TOKEN|PASSWORD/i;
const MIN_SECRET_LENGTH = 8;
const MASK = '***';

const PATTERNS: readonly [RegExp, string][] = [
  [/\b(bearer\s+)[A-Za-z0-9._~+/=-]{4,}/gi, `$1${MASK}`],
  [
    /\b((?:api[-_]?key|secret(?:[-_]?key)?|access[-_]?token|token|password|passphrase|sign|signature)["']?\s*[=:]\s*["']?)[^\s"'&,;}]{4,}/gi,
    `$1${MASK}`,
  ],
];

/** Bare words of 16 or more letters and digits mixed; paths, ids with separators and pure hex hashes are typed elsewhere. */
const BARE_TOKEN = /(?<![A-Za-z0-9/._-])(?=[A-Za-z0-9]*[A-Za-z])(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{16,}(?![A-Za-z0-9])/g;
const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Values of environment variables whose name says they are secret. */
export function secretsOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const found: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && SECRET_NAME.test(name) && value.length >= MIN_SECRET_LENGTH) found.push(value);
  }
  return found.sort((a, b) => b.length - a.length);
}

/**
 * The one scrubber: replaces known secrets, also as they look inside JSON and addresses, and in free text whatever looks like
 * one. Hashes stay readable. `secrets` may grow later.
 */
export function makeScrubber(secrets: readonly string[], kind: 'text' | 'known' = 'text'): (text: string) => string {
  return (text) => {
    let clean = text;
    for (const secret of secrets) {
      for (const form of formsOf(secret)) clean = clean.replaceAll(form, MASK);
    }
    if (kind === 'known') return clean;
    for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
    return clean.replace(BARE_TOKEN, (word) => (HASH.test(word) ? word : MASK));
  };
}

function formsOf(secret: string): Set<string> {
  return new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
}
