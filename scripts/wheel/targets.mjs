// The machines that wheels are built for, as Python's tags and npm's `os` and `cpu` name them.

/**
 * @typedef {object} Target
 * @property {'linux' | 'darwin' | 'win32'} os
 * @property {'x64' | 'arm64'} cpu
 * @property {string} tag of the wheel: the oldest system on which its prebuilt parts and Node's own wheel load
 */

/** @type {Record<string, Target>} */
export const targets = {
  'linux-x64': { os: 'linux', cpu: 'x64', tag: 'manylinux_2_28_x86_64' },
  'linux-arm64': { os: 'linux', cpu: 'arm64', tag: 'manylinux_2_28_aarch64' },
  'macos-arm64': { os: 'darwin', cpu: 'arm64', tag: 'macosx_13_0_arm64' },
  'windows-x64': { os: 'win32', cpu: 'x64', tag: 'win_amd64' },
};

/** The name of the target that is this machine. */
export function ownPlatform() {
  return Object.keys(targets).find((name) => {
    const { os, cpu } = targets[name];
    return os === process.platform && cpu === process.arch;
  });
}
