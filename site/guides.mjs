// The pages of the site beside the API reference, in the order of the navigation: group → title → Markdown file.
export const guides = {
  Start: {
    'Getting started': 'docs/getting-started.md',
    'The command line': 'packages/cli/README.md',
    'The browser lab': 'packages/lab/README.md',
    'The notebook': 'docs/notebook.md',
    'All techniques together': 'docs/combined.md',
    'Gallery of charts': 'docs/gallery.md',
  },
  Guides: {
    'Moving from model.fit': 'docs/moving-from-model-fit.md',
    'VotingClassifier for scikit-learn users': 'docs/voting-classifier.md',
    Plugins: 'docs/plugins.md',
    'Model formats': 'docs/formats.md',
    'Several machines': 'docs/machines.md',
    'Reading runs in other programs': 'docs/reading-runs.md',
    Bundlers: 'docs/consumers.md',
  },
  Design: {
    Architecture: 'docs/architecture.md',
    'The engine': 'docs/engine.md',
    Performance: 'bench/README.md',
    Runtimes: 'docs/runtimes.md',
    'Kills of workers and of Redis': 'docs/queue-kills.md',
    Dependencies: 'docs/dependencies.md',
    Contributing: 'CONTRIBUTING.md',
  },
};
