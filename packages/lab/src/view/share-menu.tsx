// Share and export: the link that holds every setting, and files.
import { useRef, useState } from 'preact/hooks';
import { copyText } from '../export/download';
import type { Lab } from '../lab';
import type { LabSession, LabView } from '../session/lab-view';
import { later } from './later';
import { useMenu } from './use-menu';

const ExportMenu = later(async () => (await import('./export-menu')).ExportMenu);

export interface ShareMenuProps {
  lab: Lab;
  view: LabView;
  session: LabSession;
}

export function ShareMenu({ lab, view, session }: ShareMenuProps) {
  const [said, setSaid] = useState('');
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLDetailsElement>(null);
  useMenu(menu);
  const say = (text: string) => {
    setSaid(text);
    setTimeout(() => setSaid(''), 3000);
  };
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
            () => say('The browser refuses to copy: the page’s address holds every setting, too.'),
          )
        }
      >
        Copy link
      </button>
      <details ref={menu} class="menu" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary class="button">Export</summary>
        <div class="menu-body">{isOpen && <ExportMenu lab={lab} view={view} say={say} />}</div>
      </details>
    </div>
  );
}
