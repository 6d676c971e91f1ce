// Share and export: the link that holds every setting, and files.
import { historyCsv, reportJson, runConfig } from '@mlp-lab/experiment';
import type { Registry } from '@mlp-lab/models';
import { curvesChart, reportPage } from '@mlp-lab/report';
import { renderSvg } from '@mlp-lab/viz';
import { useEffect, useRef, useState } from 'preact/hooks';
import { copyText, download, pngOf } from '../export/download';
import { kerasProgram } from '../export/keras-program';
import { mlpLabProgram } from '../export/mlp-lab-program';
import { NETWORK_FORMATS, type NetworkFormat, networkFiles } from '../export/network-files';
import type { Lab } from '../lab';
import type { LabSession, LabView } from '../session/lab-session';
import { runCommand } from '../training/run-command';
import { reportNow } from '../training/summarize';
import { runDataOf } from './results';

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
          <ReportFiles registry={registry} view={view} onProblem={say} />
          <NetworkFiles registry={registry} view={view} onProblem={say} />
          <h3>Programs that train the same</h3>
          {view.settings.cards.map((card) => {
            const asked = { epochs: view.settings.epochs, seed: view.settings.seed, limit: view.settings.limit };
            return (
              <p key={card.id}>
                {card.id}:{' '}
                <button
                  type="button"
                  onClick={() => download(`mlp-lab-${card.id}.mjs`, mlpLabProgram(card, asked), 'text/javascript')}
                >
                  TensorFlow.js
                </button>{' '}
                <button
                  type="button"
                  onClick={() => download(`mlp-lab-${card.id}.py`, kerasProgram(card, asked), 'text/x-python')}
                >
                  Keras
                </button>
              </p>
            );
          })}
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

function ReportFiles({
  registry,
  view,
  onProblem,
}: {
  registry: Registry;
  view: LabView;
  onProblem(text: string): void;
}) {
  const { settings, networks, dataset } = view;
  const isReady = dataset !== undefined && networks.some(({ result }) => result);
  const made = () => reportNow(settings, networks, registry, dataset!)!;
  const guarded = (action: () => unknown) => async () => {
    try {
      await action();
    } catch (error) {
      onProblem((error as Error).message);
    }
  };
  const curves = () => renderSvg(curvesChart(made().report, { width: 960 }), { theme: 'light' });
  return (
    <>
      <h3>Results</h3>
      {!isReady && <p class="note">There will be files here when something is trained and paused.</p>}
      <p>
        <button
          type="button"
          disabled={!isReady}
          onClick={guarded(async () =>
            download('report.html', await reportPage(runDataOf(view, registry, made())), 'text/html'),
          )}
        >
          report.html
        </button>
        <button
          type="button"
          disabled={!isReady}
          onClick={guarded(() => download('report.json', reportJson(made().report), 'application/json'))}
        >
          report.json
        </button>
        <button
          type="button"
          disabled={!isReady}
          onClick={guarded(() =>
            download('config.json', `${JSON.stringify(runConfig(made().plan), null, 2)}\n`, 'application/json'),
          )}
        >
          config.json
        </button>
        <button
          type="button"
          disabled={!isReady}
          onClick={guarded(() => download('history.csv', historyCsv(made().report), 'text/csv'))}
        >
          CSV
        </button>
        <button
          type="button"
          disabled={!isReady}
          onClick={guarded(() => download('curves.svg', curves(), 'image/svg+xml'))}
        >
          SVG
        </button>
        <button
          type="button"
          disabled={!isReady}
          onClick={guarded(async () => download('curves.png', await pngOf(curves()), 'image/png'))}
        >
          PNG
        </button>
      </p>
    </>
  );
}

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
