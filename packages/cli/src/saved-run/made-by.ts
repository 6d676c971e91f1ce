// What made a page: the last line of report.html.
import { arch, platform } from 'node:os';
import packageJson from '../../package.json' with { type: 'json' };

export const madeBy = `mlp-lab ${packageJson.version} on Node ${process.versions.node} (${platform()}, ${arch()})`;
