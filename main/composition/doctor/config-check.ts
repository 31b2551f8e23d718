import { loadAlerts } from '../../adapters/config/alerts-file.ts';
import { loadEffectiveConfig } from '../../adapters/config/effective-config.ts';
import { loadSessionDefaults } from '../../adapters/config/session-file.ts';
import { listStrategies, loadStrategy } from '../../adapters/config/strategy-file.ts';
import { type Check, type Finding, failed, together, warning } from './finding.ts';

/** Every file a session could load: strategies, limits, exchange, notices; and the environment. All faults, not the first. */
export const configCheck: Check = {
  name: 'config',
  checked: 'all configuration files and the environment are valid',
  run: ({ places, paths, environment }) => {
    const names = listStrategies(places);
    const findings: Finding[] = [];
    const attempt = (work: () => void) => {
      try {
        work();
      } catch (error) {
        findings.push(failed(error instanceof Error ? error.message : String(error), 'correct the file'));
      }
    };
    for (const name of names) {
      attempt(() => {
        const { warnings } = loadStrategy(name, places);
        findings.push(...warnings.map((each) => warning(each, 'delete these keys')));
      });
    }
    attempt(() => loadEffectiveConfig(places, environment));
    attempt(() => loadSessionDefaults(paths.sessionDefaults));
    attempt(() => loadAlerts(paths.alerts));
    return together(findings, `${names.length} strategies, limits, exchange and notices are valid`);
  },
};
