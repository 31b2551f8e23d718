import { protocol } from 'electron';
import { PAGE_SCHEME } from './page-address.ts';
import { answerPageRequest } from './page-files.ts';

/** Declares the page's scheme; must happen before the program is ready. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Serves the built page under its scheme. */
export function setupPageScheme(folder: string): void {
  protocol.handle(PAGE_SCHEME, (request) => answerPageRequest(request, folder));
}
