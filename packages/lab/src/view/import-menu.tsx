// Import: a picture to try, own data, a report of mlp-lab, a trained network. What a file is, its content tells.
import { useEffect, useRef, useState } from 'preact/hooks';
import { droppedFiles, filesOf } from '../import/chosen-files';
import type { Imports } from './use-imports';
import { useMenu } from './use-menu';

/** @param props.onFiles called with what a person chose or dropped on the page. */
export function ImportMenu({ isBusy, onFiles }: { isBusy: boolean; onFiles: Imports['read'] }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useMenu(menu);
  const isDragged = useDrop(onFiles);
  const choose = (input: HTMLInputElement) => {
    menu.current?.removeAttribute('open');
    if (input.files?.length) onFiles(filesOf(input.files));
    input.value = ''; // the same file can be chosen again
  };
  return (
    <details ref={menu} class="menu">
      <summary class="button">{isBusy ? 'Reading…' : 'Import'}</summary>
      <div class="menu-body">
        <h3>A picture of a digit</h3>
        <p class="note">PNG or JPEG, a photo of paper too: the networks answer it as they do a drawing.</p>
        <h3>Your own data</h3>
        <p class="note">CSV, IDX, .npz, Parquet, or a folder with a folder of pictures per class; also as .zip.</p>
        <h3>A network</h3>
        <p class="note">ONNX, Keras, HDF5, safetensors or TensorFlow.js. It answers beside the others.</p>
        <h3>A report</h3>
        <p class="note">report.json of a folder that mlp-lab wrote, or of another lab.</p>
        <p>
          <button type="button" onClick={() => files.current!.click()}>
            Choose files
          </button>
          <button type="button" onClick={() => folder.current!.click()}>
            Choose a folder
          </button>
        </p>
        <p class="note">Or drop them on the page. They stay on this machine.</p>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label="Files to import"
          onChange={(e) => choose(e.currentTarget)}
        />
        <input
          ref={folder}
          type="file"
          hidden
          aria-label="Folder to import"
          {...{ webkitdirectory: true }}
          onChange={(e) => choose(e.currentTarget)}
        />
      </div>
      {isDragged && <div class="drop-hint">Drop a picture, data, a network or a report</div>}
    </details>
  );
}

/** Whether files are held over the page. */
function useDrop(onFiles: Imports['read']): boolean {
  const [isDragged, setDragged] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragged(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setDragged(false);
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragged(false);
      latest.current(droppedFiles(event.dataTransfer!));
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return isDragged;
}
