// The files that a person chose in a form, or dropped on the page, folders included.

export interface ChosenFile {
  readonly file: File;
  /** With the folders that it was in, below the one that was chosen. */
  readonly path: string;
}

export const filesOf = (list: Iterable<File>): ChosenFile[] =>
  Array.from(list, (file) => ({ file, path: file.webkitRelativePath || file.name }));

/** What was dropped. It must be asked for at once: the browser forgets it after the event. */
export async function droppedFiles({ items }: DataTransfer): Promise<ChosenFile[]> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry());
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry): Promise<ChosenFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: ChosenFile[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found; // a reader gives a hundred at a time
    for (const files of await Promise.all(some.map(filesIn))) found.push(...files);
  }
}
