// The files of a new plugin by their paths.
import { createRequire } from 'node:module';
import { indexFile, layerFile, type NewPlugin, netFile, testFile } from './sources';

/** @param archives what npm installs of mlp-lab where that is not released. */
export const pluginFiles = (plugin: NewPlugin, archives: Record<string, string> = {}): Record<string, string> => ({
  'package.json': `${JSON.stringify(
    packageJson(plugin, (name) => archives[name] ?? OURS),
    null,
    2,
  )}\n`,
  'tsconfig.json': `${JSON.stringify(TSCONFIG, null, 2)}\n`,
  '.gitignore': 'node_modules/\ndist/\n',
  'README.md': readme(plugin),
  'src/index.js': indexFile(plugin),
  'src/net.js': netFile(plugin),
  'src/scale-layer.js': layerFile(),
  'test/plugin.test.js': testFile(),
});

/** All packages of mlp-lab have the same version. */
const OURS = `^${createRequire(import.meta.url)('@mlp-lab/models/package.json').version}`;

const packageJson = ({ name }: NewPlugin, versionOf: (name: string) => string) => ({
  name,
  version: '0.1.0',
  description: 'A plugin for mlp-lab',
  keywords: ['mlp-lab-plugin'],
  license: 'MIT',
  type: 'module',
  exports: { types: './dist/index.d.ts', default: './src/index.js' },
  files: ['src', 'dist'],
  engines: { node: '>=20.19' },
  scripts: { test: 'node --test', types: 'tsc --noEmit', prepack: 'tsc' },
  dependencies: { '@mlp-lab/core': versionOf('@mlp-lab/core'), zod: '^4.6.7' },
  peerDependencies: { '@mlp-lab/models': OURS },
  devDependencies: {
    '@mlp-lab/cli': versionOf('@mlp-lab/cli'),
    '@mlp-lab/engine': versionOf('@mlp-lab/engine'),
    '@mlp-lab/models': versionOf('@mlp-lab/models'),
    '@tensorflow/tfjs-backend-cpu': '^4.22.0',
    '@tensorflow/tfjs-core': '^4.22.0',
    '@tensorflow/tfjs-layers': '^4.22.0',
    '@types/node': '^20.19.0',
    typescript: '^5.9.3',
  },
});

/** The JavaScript is type-checked, and type declarations are written when the package is published. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    lib: ['ES2023', 'DOM'],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    allowJs: true,
    checkJs: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: 'src',
    outDir: 'dist',
  },
  include: ['src'],
};

const readme = ({ name, namespace }: NewPlugin) => `# ${name}

A plugin for mlp-lab with an activation, \`${namespace}/bent\`, a layer with weights, and a variant with an option, \`${namespace}/net\`.

    npm test                                                   # checks the contract of plugins
    npx mlp-lab list '${namespace}/*' --plugin .
    npx mlp-lab compare relu ${namespace}/net ${namespace}/net:units=30 --plugin . --epochs 1

In a project where it is installed, load it with \`--plugin ${namespace}\`, or with \`plugins: ['${namespace}']\` in \`mlp-lab.config.ts\`.
`;
