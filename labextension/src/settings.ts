// The user's settings of schema/plugin.json, with their defaults where there is no registry.
import type { ISettingRegistry } from '@jupyterlab/settingregistry';

const defaults = { enabled: true, semanticColours: true, inlayHints: false, staleCells: true };

export type Setting = keyof typeof defaults;

export interface Settings {
  isOn(name: Setting): boolean;
  /** Called after the user has changed one. */
  changed: () => void;
}

export async function readSettings(registry: ISettingRegistry | null, plugin: string): Promise<Settings> {
  const loaded = await registry?.load(plugin).catch(() => undefined);
  const settings: Settings = {
    isOn(name) {
      const value = loaded?.get(name).composite;
      return typeof value === 'boolean' ? value : defaults[name];
    },
    changed: () => undefined,
  };
  loaded?.changed.connect(() => settings.changed());
  return settings;
}
