import { z } from 'zod';

/** A file of the configuration folder without its ending. Nothing else can be named, so no request reaches another file. */
const documentId = z
  .string()
  .regex(
    /^(?:risk|alerts|session|exchanges\/bitunix|strategies\/[A-Za-z0-9_-]{1,64})$/,
    'must be risk, alerts, session, exchanges/bitunix or strategies/<name>, a name being 1 to 64 letters, digits, _ or -',
  );

/** SHA-256 of the workspace's own file when it was read, hex; `none` when there was none. */
const base = z.string().regex(/^(?:none|[0-9a-f]{64})$/, 'must be the base that was read');
/** A strategy: the one kind of document of which there may be any number. */
const strategyId = documentId.startsWith('strategies/');
const values = z.record(z.string(), z.unknown());
const version = z.number().int().min(1).max(999_999);

const documentEntry = z.object({
  id: z.string(),
  group: z.enum(['strategy', 'account']),
  name: z.string(),
  state: z.enum(['ok', 'broken']),
  /** One sentence with path and reason when broken. */
  reason: z.string(),
  isShipped: z.boolean(),
  /** The workspace has a file of its own. */
  isOwn: z.boolean(),
});
export type DocumentEntry = z.output<typeof documentEntry>;

const formField = z.object({
  path: z.string(),
  title: z.string(),
  help: z.string(),
  unit: z.string(),
  acts: z.enum(['at_once', 'next_run']),
  kind: z.enum(['number', 'integer', 'switch', 'choice', 'choices', 'text', 'address']),
  min: z.number().nullable(),
  max: z.number().nullable(),
  maxWhy: z.string(),
  choices: z.array(z.string()).readonly(),
  fallback: z.unknown(),
});

const origin = z.enum(['default', 'shipped', 'workspace']);

const documentView = z.object({
  id: z.string(),
  /** Path of the workspace's own file, whether there is one or not. */
  path: z.string(),
  base: z.string(),
  state: z.enum(['ok', 'broken']),
  reason: z.string(),
  warnings: z.array(z.string()).readonly(),
  sections: z
    .array(z.object({ path: z.string(), title: z.string(), help: z.string(), fields: z.array(formField).readonly() }))
    .readonly(),
  /** By dotted path, what the files say: shipped < workspace. Of an address only whether there is one, and its host. */
  values: z.record(z.string(), z.unknown()),
  /** By dotted path, what is shipped; null when nothing is. */
  shipped: z.record(z.string(), z.unknown()).nullable(),
  origins: z.record(z.string(), origin),
  /** Values that the environment overrules. */
  overrides: z.array(z.object({ path: z.string(), variable: z.string(), value: z.unknown() })).readonly(),
  /** For what it means in money; null where it has no such meaning. */
  money: z
    .object({
      equity: z.number(),
      riskPct: z.number(),
      maxCostR: z.number(),
      maxLeverage: z.number(),
      dailyLoss: z.number(),
      maxDrawdownPct: z.number(),
      maxLosingStreak: z.number(),
      maxNotional: z.number(),
      maxQty: z.number(),
    })
    .nullable(),
});
export type DocumentView = z.output<typeof documentView>;

const change = z.object({ path: z.string(), title: z.string(), before: z.unknown(), after: z.unknown() });
export type ConfigChange = z.output<typeof change>;

const versionEntry = z.object({
  version: z.number(),
  /** ISO. */
  at: z.string(),
  /** Surface that saved it. */
  by: z.string(),
  action: z.enum(['found', 'saved', 'restored', 'removed']),
  /** The version that was restored. */
  of: z.number().nullable(),
  /** Against the version before; empty when nothing can be compared. */
  changes: z.array(change).readonly(),
  isCurrent: z.boolean(),
  /** True when the workspace had no file of its own then. */
  isShipped: z.boolean(),
  /** Why it cannot be restored; empty when it can. */
  problem: z.string(),
});
export type VersionEntry = z.output<typeof versionEntry>;

const issue = z.object({ path: z.string(), message: z.string() });
export type ConfigIssue = z.output<typeof issue>;

/** Requests of the configuration editor. They reach the workspace's configuration folder and nothing else. */
export const CONFIG_REQUESTS = {
  configList: {
    input: z.strictObject({}).default({}),
    output: z.object({
      documents: z.array(documentEntry),
      /** Files in the configuration folder that nothing reads. */
      strays: z.array(z.object({ path: z.string(), reason: z.string() })),
    }),
  },
  configRead: { input: z.strictObject({ id: documentId }), output: documentView },
  /** What is wrong with a draft; nothing is written. `values` is the whole document as nested objects. */
  configCheck: { input: z.strictObject({ id: documentId, values }), output: z.object({ issues: z.array(issue) }) },
  /** Saves a draft. Refused when invalid, or when the file is no longer the one it was made from. */
  configSave: {
    input: z.strictObject({ id: documentId, base, values, isNew: z.boolean().default(false) }),
    output: z.object({ version }),
  },
  /** Removes the workspace's own file of a strategy; its versions stay. Refused when the file is no longer the one that was read. */
  configRemove: { input: z.strictObject({ id: strategyId, base }), output: z.object({ version }) },
  configVersions: { input: z.strictObject({ id: documentId }), output: z.object({ versions: z.array(versionEntry) }) },
  /** Puts an older version back, which is a version itself. */
  configRestore: { input: z.strictObject({ id: documentId, base, version }), output: z.object({ version }) },
} as const;
