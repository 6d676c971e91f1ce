// Checks whether a plugin's package was made for this version of @mlp-lab/models.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { satisfies, validRange } from 'semver';

const modelsPackage: Required<PackageJson> = createRequire(import.meta.url)('@mlp-lab/models/package.json');

/** @throws MlpLabError `unavailable` if its package.json requires another version. */
export function checkVersion(title: string, file: string): void {
  const { name, version, peerDependencies, dependencies } = packageOf(dirname(file)) ?? {};
  const wanted = peerDependencies?.[modelsPackage.name] ?? dependencies?.[modelsPackage.name];
  if (wanted === undefined || validRange(wanted) === null) return; // no version, or a path within a workspace
  if (satisfies(modelsPackage.version, wanted, { includePrerelease: true })) return;
  throw new MlpLabError(
    'unavailable',
    `${title}: ${name} ${version} requires ${modelsPackage.name} ${wanted}, but this mlp-lab has ${modelsPackage.version}: ` +
      `install a matching version of ${name}, or another version of @mlp-lab/cli`,
  );
}

interface PackageJson {
  name?: string;
  version?: string;
  peerDependencies?: Record<string, string>;
  dependencies?: Record<string, string>;
}

/** The package.json that a folder belongs to. */
function packageOf(folder: string): PackageJson | undefined {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  return dirname(folder) === folder ? undefined : packageOf(dirname(folder));
}
