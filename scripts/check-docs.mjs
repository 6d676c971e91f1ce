// Fails where a package exports something that no doc comment describes, or a member of an interface or class without one. Tags alone, such
// as @throws, are no description.
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
const named = new Map(exported.map((symbol) => [symbol, symbol.name]));
for (const owner of exported)
  for (const member of owner.declarations.flatMap(membersOf)) named.set(member, `${owner.name}.${member.name}`);

for (const [symbol, name] of named) {
  if (symbol.getDocumentationComment(checker).length > 0) continue;
  const [declaration] = symbol.declarations;
  const source = declaration.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(declaration.getStart());
  console.error(`${relative('.', source.fileName)}:${line + 1}: ${name} has no doc comment`);
  process.exitCode = 1;
}

function membersOf(declaration) {
  const isOurs = !declaration.getSourceFile().fileName.includes('/node_modules/');
  if (!isOurs || !(ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration))) return [];
  return declaration.members
    .filter((member) => member.name && !ts.isPrivateIdentifier(member.name))
    .filter((member) => !(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private))
    .map((member) => checker.getSymbolAtLocation(member.name));
}
