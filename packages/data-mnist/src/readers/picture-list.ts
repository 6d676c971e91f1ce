// Pictures whose classes are in a table beside them, `id,label` or `filename,digit`, as competitions have them.
import { csvRows } from './csv';
import { type Role, roleOf } from './roles';
import type { SourceFile } from './source-file';
import { isLabelName } from './table-images';

/** The class of a picture by its path; undefined for one that no table lists. */
export type ListedClass = (name: string) => string | undefined;

interface List {
  role?: Role;
  /** By the pictures' paths in it, and by the last parts of these, without their endings. */
  classes: Map<string, string>;
}

/** @returns nothing where the tables list none of the pictures. */
export async function listedClasses(
  tables: readonly SourceFile[],
  pictures: readonly SourceFile[],
): Promise<ListedClass | undefined> {
  const known = new Set(pictures.map(({ name }) => lastPart(name)));
  const lists: List[] = [];
  for (const table of tables) {
    if (/submission/i.test(table.name)) continue; // its answers are made up
    const classes = await readList(table, known);
    if (classes) lists.push({ role: table.role, classes });
  }
  if (lists.length === 0) return undefined;
  return (name) => {
    const role = roleOf(name.split('/').slice(0, -1).join('/'));
    const own = lists.filter((list) => !list.role || !role || list.role === role);
    const found = own.find(({ classes }) => classes.has(lastPart(name)));
    return found?.classes.get(withoutEnding(name)) ?? found?.classes.get(lastPart(name));
  };
}

/** The column of file names is the one that has the most pictures; the label is the column of that name, or the only other one. The first
 * row is one more picture, or lists none. */
async function readList(table: SourceFile, known: ReadonlySet<string>): Promise<Map<string, string> | undefined> {
  const rows: string[][] = [];
  for await (const { row } of csvRows(table)) rows.push(row.map((cell) => cell.trim()));
  const [names = []] = rows;
  const picturesIn = (column: number) =>
    new Set(rows.map((row) => lastPart(row[column] ?? '')).filter((name) => known.has(name))).size;
  const counts = names.map((_, column) => picturesIn(column));
  const file = counts.indexOf(Math.max(1, ...counts));
  if (file < 0) return undefined;
  const named = names.findIndex((name, i) => i !== file && isLabelName(name));
  const label = named >= 0 ? named : names.length === 2 ? 1 - file : -1;
  if (label < 0) return undefined;
  return new Map(
    rows.flatMap((row) => [
      [lastPart(row[file] ?? ''), row[label] ?? ''],
      [withoutEnding(row[file] ?? ''), row[label] ?? ''],
    ]),
  );
}

const withoutEnding = (name: string) => name.replace(/\.(png|jpe?g)$/i, '');
const lastPart = (name: string) => withoutEnding(name).split(/[\\/]/).at(-1)!;
