import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { setupKillKey } from '../../main/desktop/kill-key.ts';
import { type Shortcuts, setupKillShortcut, workingShortcut } from '../../main/desktop/kill-shortcut.ts';

describe('the key of the window', () => {
  it('kills before the page has a say: once a press, and no other key', () => {
    const contents = new EventEmitter();
    let kills = 0;
    setupKillKey(contents as unknown as WebContents, () => kills++);
    const press = (input: object): boolean => {
      let prevented = false;
      const usual = { type: 'keyDown', code: 'KeyK', shift: true, control: true, meta: false, alt: false };
      const event = {
        preventDefault: () => {
          prevented = true;
        },
      };
      contents.emit('before-input-event', event, { ...usual, isAutoRepeat: false, ...input });
      return prevented;
    };
    expect([press({}), kills]).toEqual([true, 1]);
    expect([press({ control: false, meta: true }), kills]).toEqual([true, 2]);
    expect([press({ isAutoRepeat: true }), kills]).toEqual([true, 2]);
    const others = [{ type: 'keyUp' }, { code: 'KeyJ' }, { shift: false }, { control: false }, { alt: true }];
    for (const other of others) expect(press(other)).toBe(false);
    expect(kills).toBe(2);
  });
});

describe('the shortcut from anywhere', () => {
  function setUp(register: Shortcuts['register']) {
    const faults: string[] = [];
    let kill = () => {};
    const registered = new Set<string>();
    const shortcuts: Shortcuts = {
      register: (keys, callback) => {
        const isDone = register(keys, callback);
        if (isDone) {
          registered.add(keys);
          kill = callback;
        }
        return isDone;
      },
      isRegistered: (keys) => registered.has(keys),
      unregisterAll: () => registered.clear(),
    };
    let kills = 0;
    const dispose = (keys: string | null) =>
      setupKillShortcut(shortcuts, keys, { kill: () => kills++, fault: (found) => faults.push(found) });
    return { shortcuts, faults, set: dispose, press: () => kill(), kills: () => kills };
  }

  it('kills, and is given back at the end', () => {
    const { shortcuts, faults, set, press, kills } = setUp(() => true);
    const dispose = set('Control+F12');
    press();
    expect([kills(), workingShortcut(shortcuts, 'Control+F12'), faults]).toEqual([1, 'Control+F12', []]);
    dispose();
    expect(workingShortcut(shortcuts, 'Control+F12')).toBeNull();
  });

  it('that another program has, or that is none, is told at once', () => {
    const taken = setUp(() => false);
    taken.set('Control+F12');
    expect(taken.faults).toEqual(['Control+F12']);
    const none = setUp(() => {
      throw new TypeError('conversion failure');
    });
    none.set('Nonsense+?');
    expect([none.faults, workingShortcut(none.shortcuts, 'Nonsense+?')]).toEqual([['Nonsense+?'], null]);
  });

  it('that nobody wants is no fault', () => {
    const { faults, set } = setUp(() => true);
    set(null)();
    expect(faults).toEqual([]);
  });
});
