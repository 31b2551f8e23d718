import { join } from 'node:path';
import { type App, dialog, shell } from 'electron';

export interface AboutDialogParts {
  readonly app: App;
  readonly workspace: string;
  /** File with the licences of the packages of others. */
  readonly licences: string;
  readonly text: string;
  writeDiagnostics(path: string): Promise<void>;
}

/** About: versions, data folder, and what a bug report needs as a file. */
export async function showAboutDialog(parts: AboutDialogParts): Promise<void> {
  const { app, workspace, licences, text, writeDiagnostics } = parts;
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title: 'About Laptop Agents',
    message: 'Laptop Agents',
    detail: text,
    buttons: ['Close', 'Open data folder', 'Save diagnostics…', 'Licences'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) await shell.openPath(workspace);
  if (response === 3) await shell.openPath(licences);
  if (response !== 2) return;
  const { filePath, canceled } = await dialog.showSaveDialog({
    title: 'Save diagnostics',
    defaultPath: join(app.getPath('documents'), 'laptop-agents-diagnostics.json'),
  });
  if (canceled || filePath === '') return;
  try {
    await writeDiagnostics(filePath);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await dialog.showMessageBox({ type: 'error', message: `The diagnostics could not be saved: ${reason}` });
  }
}
