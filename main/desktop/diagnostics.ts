import { writeFileSync } from 'node:fs';
import type { Workbench, Workstation } from '../session/ports.ts';
import { newestCrashRecords } from './crash-records.ts';

/** Everything a bug report needs and nothing secret, as one JSON file that the person looks at before sending it. */
export async function writeDiagnostics(
  path: string,
  parts: {
    readonly workbench: Pick<Workbench, 'doctor'>;
    readonly workstation: Workstation;
    readonly about: string;
    readonly scrub: (text: string) => string;
    /** Folder of the crash records. */
    readonly crashes: string;
    readonly now: Date;
  },
): Promise<void> {
  const { info, safety, session } = parts.workstation.snapshot();
  const report = {
    schema_version: 1,
    written_at: parts.now.toISOString(),
    about: parts.about.split('\n'),
    info,
    safety,
    session,
    crashes: newestCrashRecords(parts.crashes),
    doctor: await parts.workbench.doctor(false),
  };
  writeFileSync(path, `${parts.scrub(JSON.stringify(report, null, 2))}\n`, { mode: 0o600 });
}
