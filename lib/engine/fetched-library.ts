// Where `tensorcell setup` keeps the TensorFlow that it fetched: a folder of the user's, one for each release.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The release of TensorFlow that the engine is tested with. */
export const tensorFlowRelease = '2.21';

type Environment = Record<string, string | undefined>;

/**
 * The folder of what TensorCell fetches for one user: `TENSORCELL_HOME` where set, else the system's place for programs'
 * data (`~/.local/share/tensorcell`, `~/Library/Application Support/tensorcell`, `%LOCALAPPDATA%\tensorcell`).
 */
export function ownFolder(environment: Environment = process.env, platform = process.platform): string {
  return environment.TENSORCELL_HOME || join(systemFolder(environment, platform), 'tensorcell');
}

/**
 * The folders of packages that `tensorcell setup` makes; the one with NVIDIA's libraries is taken first. XLA's plug-in for CUDA
 * 13 has a folder of its own, since its libraries and TensorFlow's for CUDA 12 have the same names.
 */
export function fetchedLibraryFolders(environment: Environment = process.env, platform = process.platform) {
  const own = ownFolder(environment, platform);
  const plain = join(own, `tensorflow-${tensorFlowRelease}`);
  return { gpu: `${plain}-gpu`, plain, cuda13: join(own, 'xla-cuda13') };
}

function systemFolder(environment: Environment, platform: NodeJS.Platform): string {
  const home = environment.HOME || homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return environment.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  return environment.XDG_DATA_HOME || join(home, '.local', 'share');
}
