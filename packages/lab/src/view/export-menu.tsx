// What the Export menu offers: results, networks, programs, and the command. Fetched when the menu is opened.
import type { Registry } from '@mlp-lab/models';
import { copyText, download } from '../export/download';
import { NETWORK_FORMATS, type NetworkFormat } from '../export/network-formats';
import type { ResultFile } from '../export/result-files';
import type { Lab } from '../lab';
import type { LabView } from '../session/lab-view';
import type { Card } from '../state/settings';
import { runCommand } from '../training/run-command';

export interface ExportMenuProps {
  lab: Lab;
  view: LabView;
  /** Tells a person something for a moment. */
  say(text: string): void;
}

export function ExportMenu({ lab, view, say }: ExportMenuProps) {
  const { registry, session } = lab;
  const command = view.isOwnData
    ? undefined
    : runCommand(view.settings, registry, { dataOptions: session.dataOptions, plugins: session.plugins?.names });
  return (
    <>
      <ResultFiles registry={registry} view={view} onProblem={say} />
      <NetworkFiles registry={registry} view={view} onProblem={say} />
      <Programs lab={lab} view={view} onProblem={say} />
      <h3>The same run in a terminal</h3>
      {command ? (
        <p class="command">
          <code>{command}</code>
          <button
            type="button"
            onClick={() =>
              copyText(command).then(
                () => say('The command is copied.'),
                () => say('The browser refuses to copy: select the command.'),
              )
            }
          >
            Copy
          </button>
        </p>
      ) : (
        <p class="note">No single command gives these networks: the link does, in any browser.</p>
      )}
    </>
  );
}

function ResultFiles({
  registry,
  view,
  onProblem,
}: {
  registry: Registry;
  view: LabView;
  onProblem(text: string): void;
}) {
  const isReady = view.dataset !== undefined && view.networks.some(({ result }) => result);
  const write = async (name: ResultFile) => {
    try {
      const { resultFile } = await import('../export/result-files');
      const { content, type } = await resultFile(name, view, registry);
      download(name, content, type);
    } catch (error) {
      onProblem((error as Error).message);
    }
  };
  return (
    <>
      <h3>Results</h3>
      {!isReady && <p class="note">Files appear here once a network has been trained and is paused.</p>}
      <p>
        {(Object.keys(RESULT_FILES) as ResultFile[]).map((name) => (
          <button key={name} type="button" disabled={!isReady} onClick={() => write(name)}>
            {RESULT_FILES[name]}
          </button>
        ))}
      </p>
    </>
  );
}

const RESULT_FILES: Readonly<Record<ResultFile, string>> = {
  'report.html': 'report.html',
  'report.json': 'report.json',
  'config.json': 'config.json',
  'history.csv': 'CSV',
  'curves.svg': 'SVG',
  'curves.png': 'PNG',
};

/** The first network of each card, as files. */
function NetworkFiles({
  registry,
  view: { settings, networks },
  onProblem,
}: {
  registry: Registry;
  view: LabView;
  onProblem(text: string): void;
}) {
  const write = async (network: (typeof networks)[number], format: NetworkFormat) => {
    try {
      const { networkFiles } = await import('../export/network-files');
      const files = await networkFiles(network, format, registry);
      for (const [name, bytes] of Object.entries(files)) download(name, bytes as Uint8Array<ArrayBuffer>);
    } catch (error) {
      onProblem((error as Error).message);
    }
  };
  const trained = settings.cards.flatMap(({ id }) => {
    const network = networks.find(({ card, result }) => card === id && result?.model);
    return network ? [{ id, network }] : [];
  });
  if (trained.length === 0) return null;
  return (
    <>
      <h3>Networks</h3>
      {trained.map(({ id, network }) => (
        <p key={id}>
          {id}:{' '}
          {(Object.keys(NETWORK_FORMATS) as NetworkFormat[]).map((format) => (
            <button key={format} type="button" onClick={() => write(network, format)}>
              {NETWORK_FORMATS[format]}
            </button>
          ))}
        </p>
      ))}
    </>
  );
}

function Programs({
  lab: { registry, session },
  view: { settings, images, networks, isOwnData },
  onProblem,
}: {
  lab: Lab;
  view: LabView;
  onProblem(text: string): void;
}) {
  const { cards, limit } = settings;
  const limits = [isOwnData ? undefined : limitOf(session), limit].filter((limit) => limit !== undefined);
  const write = async (card: Card, language: 'mjs' | 'py') => {
    try {
      const network = networks.find((network) => network.card === card.id)!;
      const text =
        language === 'mjs'
          ? (await import('../export/mlp-lab-program')).mlpLabProgram(card, settings, network, { registry, limits })
          : await (await import('../export/keras-program')).kerasProgram(card, settings, registry, {
              inputSize: images.train.height * images.train.width,
              classes: images.classes,
              limit: limits.length > 0 ? Math.min(...limits) : undefined,
            });
      download(`mlp-lab-${card.id}.${language}`, text, 'text/plain');
    } catch (error) {
      onProblem((error as Error).message);
    }
  };
  return (
    <>
      <h3>Programs that train the same</h3>
      {images.name !== 'mnist' && <p class="note">They load MNIST: put your data in its place.</p>}
      {cards.map((card) => (
        <p key={card.id}>
          {card.id}:{' '}
          <button type="button" disabled={networks.length === 0} onClick={() => write(card, 'mjs')}>
            TensorFlow.js
          </button>{' '}
          <button type="button" disabled={networks.length === 0} onClick={() => write(card, 'py')}>
            Keras
          </button>
        </p>
      ))}
    </>
  );
}

/** The images that `mlp-lab serve --limit` took of the data. */
function limitOf({ dataOptions = [] }: Lab['session']): number | undefined {
  const at = dataOptions.indexOf('--limit');
  return at < 0 ? undefined : Number(dataOptions[at + 1]);
}
