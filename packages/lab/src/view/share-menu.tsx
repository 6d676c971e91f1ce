// Share and export: the link that holds every setting, and files.
import type { Registry } from '@mlp-lab/models';
import { useEffect, useRef, useState } from 'preact/hooks';
import { copyText, download } from '../export/download';
import { NETWORK_FORMATS, type NetworkFormat } from '../export/network-formats';
import type { ResultFile } from '../export/result-files';
import type { Lab } from '../lab';
import type { LabSession, LabView } from '../session/lab-view';
import type { Card } from '../state/settings';
import { runCommand } from '../training/run-command';

export interface ShareMenuProps {
  lab: Lab;
  view: LabView;
  session: LabSession;
}

export function ShareMenu({ lab, view, session }: ShareMenuProps) {
  const [said, setSaid] = useState('');
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const isOutside =
        event instanceof KeyboardEvent ? event.key === 'Escape' : !menu.current?.contains(event.target as Node);
      if (isOutside) menu.current?.removeAttribute('open');
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  const say = (text: string) => {
    setSaid(text);
    setTimeout(() => setSaid(''), 3000);
  };
  const { registry, session: description } = lab;
  const command = runCommand(view.settings, registry, {
    dataOptions: description.dataOptions,
    plugins: description.plugins?.names,
  });
  return (
    <div class="share">
      <span class="share-said" role="status">
        {said}
      </span>
      <button
        type="button"
        onClick={() =>
          copyText(session.link()).then(
            () => say('The link is copied: it holds every setting.'),
            () => say(session.link()),
          )
        }
      >
        Copy link
      </button>
      <details ref={menu} class="menu">
        <summary class="button">Export</summary>
        <div class="menu-body">
          <ResultFiles registry={registry} view={view} onProblem={say} />
          <NetworkFiles registry={registry} view={view} onProblem={say} />
          <Programs view={view} onProblem={say} />
          <h3>The same run in a terminal</h3>
          {command ? (
            <p class="command">
              <code>{command}</code>
              <button type="button" onClick={() => copyText(command).then(() => say('The command is copied.'))}>
                Copy
              </button>
            </p>
          ) : (
            <p class="note">No single command gives these networks: the link does, in any browser.</p>
          )}
        </div>
      </details>
    </div>
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
      {!isReady && <p class="note">There will be files here when something is trained and paused.</p>}
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

function Programs({ view: { settings }, onProblem }: { view: LabView; onProblem(text: string): void }) {
  const { cards } = settings;
  const write = async (card: Card, language: 'mjs' | 'py') => {
    try {
      const text =
        language === 'mjs'
          ? (await import('../export/mlp-lab-program')).mlpLabProgram(card, settings)
          : (await import('../export/keras-program')).kerasProgram(card, settings);
      download(`mlp-lab-${card.id}.${language}`, text, 'text/plain');
    } catch (error) {
      onProblem((error as Error).message);
    }
  };
  return (
    <>
      <h3>Programs that train the same</h3>
      {cards.map((card) => (
        <p key={card.id}>
          {card.id}:{' '}
          <button type="button" onClick={() => write(card, 'mjs')}>
            TensorFlow.js
          </button>{' '}
          <button type="button" onClick={() => write(card, 'py')}>
            Keras
          </button>
        </p>
      ))}
    </>
  );
}
