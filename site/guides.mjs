// The pages of the site beside the API reference, in the order of the navigation: group → title → Markdown file.
import { readdirSync } from 'node:fs';

export const HOME = 'README.md';
export const LAB = 'packages/lab/README.md';

export const guides = {
  Start: {
    'Getting started': 'docs/getting-started.md',
    'The command line': 'packages/cli/README.md',
    'The browser lab': LAB,
    'Gallery of charts': 'docs/gallery.md',
  },
  Guides: {
    'Moving from model.fit': 'docs/moving-from-model-fit.md',
    'VotingClassifier for scikit-learn users': 'docs/voting-classifier.md',
    Plugins: 'docs/plugins.md',
    'Model formats': 'docs/formats.md',
    'Several machines': 'docs/machines.md',
    'Reading runs in other programs': 'docs/reading-runs.md',
    Performance: 'docs/performance.md',
  },
  Results: {
    'The notebook': 'docs/notebook.md',
    'All techniques together': 'docs/combined.md',
    Benchmarks: 'bench/README.md',
    Runtimes: 'docs/runtimes.md',
    Bundlers: 'docs/consumers.md',
    'Killed comparisons': 'docs/run-kills.md',
    'Killed workers': 'docs/queue-kills.md',
    'Damaged files': 'docs/fuzz.md',
    'Exit codes': 'docs/exit-codes.md',
    'Installed size': 'docs/install-size.md',
  },
  Design: {
    Architecture: 'docs/architecture.md',
    'The engine': 'docs/engine.md',
    'One network on several threads': 'docs/threads.md',
    Dependencies: 'docs/dependencies.md',
    Contributing: 'CONTRIBUTING.md',
  },
};

/** The pages below another one. */
export const children = {
  'bench/README.md': readdirSync('bench/results')
    .filter((name) => name.endsWith('.md'))
    .toReversed()
    .map((name) => `bench/results/${name}`),
};
