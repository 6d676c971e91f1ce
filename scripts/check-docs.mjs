// Fails where a package exports something that no doc comment describes. Tags alone, such as @throws, are no description.
import { relative } from 'node:path';
import ts from 'typescript';
import { entryPoints } from './entry-points.mjs';

const { config } = ts.readConfigFile('site/tsconfig.json', ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, 'site');
const files = entryPoints.map(({ file }) => file);
const program = ts.createProgram(files, options);
const checker = program.getTypeChecker();

const exported = files
  .map((file) => checker.getSymbolAtLocation(program.getSourceFile(file)))
  .flatMap((module) => checker.getExportsOfModule(module))
  .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));

const undocumented = new Set(exported.filter((symbol) => symbol.getDocumentationComment(checker).length === 0));
for (const { name, declarations } of undocumented) {
  const source = declarations[0].getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(declarations[0].getStart());
  console.error(`${relative('.', source.fileName)}:${line + 1}: ${name} is exported without a doc comment`);
}
process.exitCode = undocumented.size > 0 ? 1 : 0;
