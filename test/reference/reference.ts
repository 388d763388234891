// The public surface as TypeDoc reads it for `npm run reference`, with what it warns of on the way.
import {
  Application,
  Logger,
  LogLevel,
  type ProjectReflection,
  TSConfigReader,
  TypeDocReader,
} from 'typedoc';

class Warnings extends Logger {
  readonly list: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.list.push(message);
  }
}

export async function readReference(): Promise<{ project: ProjectReflection; warnings: string[] }> {
  const application = await Application.bootstrap({}, [new TypeDocReader(), new TSConfigReader()]);
  const warnings = new Warnings();
  application.logger = warnings;
  const project = await application.convert();
  if (!project) throw new Error(`TypeDoc could not read lib/index.ts. ${warnings.list.join(' ')}`);
  application.validate(project);
  return { project, warnings: warnings.list };
}
