import { describe, expect, it } from 'vitest';
import { chooseShell } from '../../scripts/choose-shell.mjs';

const all = { isRefused: false, hasEntry: true, hasDisplay: true, findElectron: async () => '/opt/electron' };

describe('12.21 npm start chooses between window and browser', () => {
  it('takes the window when everything for it is there', async () => {
    expect(await chooseShell(all)).toEqual({ kind: 'electron', executable: '/opt/electron' });
  });

  it.each([
    ['refused', { isRefused: true }],
    ['no desktop entry', { hasEntry: false }],
    ['no display', { hasDisplay: false }],
    ['no executable', { findElectron: async () => undefined }],
  ])('serves the browser and says why in one line: %s', async (_name, change) => {
    const choice = await chooseShell({ ...all, ...change });
    expect(choice.kind).toBe('browser');
    expect('why' in choice ? choice.why : '').toMatch(/^[^\n]+browser[^\n]*$/);
  });

  it('does not look for Electron, which may mean a download, unless it could be used', async () => {
    let looked = 0;
    const findElectron = async () => {
      looked++;
      return undefined;
    };
    await chooseShell({ ...all, hasDisplay: false, findElectron });
    expect(looked).toBe(0);
  });
});
