import { posix } from 'node:path';
import { parseSync } from 'vite';
import {
  ENTRIES,
  EXACT_MATH,
  IMPURE_GLOBALS,
  LOCALE_METHODS,
  PRELOAD_MAY_IMPORT,
  SESSION_PORTS,
  ZONES,
  type Zone,
  zoneOf,
} from './zones.ts';

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

interface Import {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

/** The rules a source breaks, each as `path: what`; none if it keeps them all. */
export function checkSource(path: string, source: string): string[] {
  const zone = zoneOf(path);
  if (zone === undefined) return [`${path}: lies in no zone`];
  const parsed = parseSync(path, source);
  const error = parsed.errors[0];
  if (error !== undefined) return [`${path}: cannot be parsed: ${error.message}`];
  const complaints = new Set<string>();
  visit(parsed.program as unknown as Node, (node, parent, key) => {
    const found = importOf(node);
    if (found === null) complaints.add('imports something that is not a plain string');
    else if (found !== undefined) addDefined(complaints, importComplaint(path, zone, found));
    addDefined(complaints, exportComplaint(node));
    if (ZONES[zone].pure) addDefined(complaints, impurity(node, parent, key));
    if (zone === 'engine') addDefined(complaints, inexactMath(node, parent, key));
  });
  return [...complaints].map((complaint) => `${path}: ${complaint}`);
}

/** What a node imports: undefined if nothing, null if it can't be told. */
function importOf(node: Node): Import | null | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return literal(node.source, node.importKind === 'type');
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return isNode(node.source) ? literal(node.source, node.exportKind === 'type') : undefined;
    case 'ImportExpression':
      return literal(node.source, false);
    case 'TSImportType':
      return literal(node.source, true);
    case 'TSExternalModuleReference':
      return literal(node.expression, false);
    case 'CallExpression':
      return nameOf(node.callee) === 'require' ? literal((node.arguments as Node[])[0], false) : undefined;
    default:
      return undefined;
  }
}

function importComplaint(path: string, zone: Zone, { specifier, isTypeOnly }: Import): string | undefined {
  const rules = ZONES[zone];
  if (!specifier.startsWith('.')) {
    if (specifier.startsWith('node:')) return rules.node ? undefined : `${zone} may not import ${specifier}`;
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    return rules.packages.includes(name) ? undefined : `${zone} may not import the package ${name}`;
  }
  const target = posix.join(posix.dirname(path), specifier);
  const targetZone = zoneOf(target);
  if (targetZone === undefined) return `${zone} may not import ${target}, which lies in no zone`;
  if (targetZone === 'compose' && zone !== 'compose') {
    return ENTRIES.includes(path) ? undefined : 'only the two entries may import main/compose.ts';
  }
  if (zone === 'preload' && !PRELOAD_MAY_IMPORT.test(target)) return `preload may not import ${target}`;
  if (targetZone === 'session' && rules.sessionPortTypes) {
    if (!SESSION_PORTS.test(target)) return `${zone} may import the session's ports, not ${target}`;
    return isTypeOnly ? undefined : `${zone} may import types only (import type …) from ${target}`;
  }
  if (!rules.zones.includes(targetZone)) return `${zone} may not import ${targetZone} (${target})`;
  if (zone === 'adapters' && targetZone === 'adapters' && adapterOf(path) !== adapterOf(target)) {
    return `adapter ${adapterOf(path)} may not import adapter ${adapterOf(target)} (${target})`;
  }
  return undefined;
}

function adapterOf(path: string): string | undefined {
  return path.split('/')[2];
}

function exportComplaint(node: Node): string | undefined {
  if (node.type === 'ExportDefaultDeclaration') return 'has a default export';
  const isReExport = node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration';
  return isReExport && isNode(node.source) ? 're-exports another file (a barrel)' : undefined;
}

function impurity(node: Node, parent: Node | undefined, key: string): string | undefined {
  if (node.type === 'MemberExpression') {
    const property = memberName(node);
    const object = nameOf(node.object);
    if (object === 'Date' && property === 'now') return 'uses Date.now';
    if (object === 'Math' && property === 'random') return 'uses Math.random';
    if (property !== undefined && LOCALE_METHODS.has(property)) return `uses ${property}, which depends on the machine`;
  }
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && isEmpty(node.arguments)) {
    return 'uses new Date() without a time';
  }
  if (node.type === 'CallExpression' && nameOf(node.callee) === 'Date') return 'uses Date() as the clock';
  const name = nameOf(node);
  if (name !== undefined && IMPURE_GLOBALS.has(name) && isReference(parent, key)) return `uses ${name}`;
  return undefined;
}

function inexactMath(node: Node, parent: Node | undefined, key: string): string | undefined {
  if (node.type === 'BinaryExpression' && node.operator === '**') {
    // exact for bigint, and only a literal shows that it is one
    return isBigInt(node.left) || isBigInt(node.right) ? undefined : 'uses ** on what may be a number';
  }
  if (node.type === 'AssignmentExpression' && node.operator === '**=') return 'uses **=';
  if (nameOf(node) !== 'Math' || !isReference(parent, key)) return undefined;
  const method = parent?.type === 'MemberExpression' ? memberName(parent) : undefined;
  if (method === undefined) return 'uses Math other than by Math.<name>';
  return EXACT_MATH.has(method) ? undefined : `uses Math.${method}, which machines round differently`;
}

/** Is an identifier under this key of this parent a use of that name, not the name of a property or member? */
function isReference(parent: Node | undefined, key: string): boolean {
  if (parent === undefined || parent.computed === true) return true;
  if (parent.type === 'MemberExpression' || parent.type === 'TSQualifiedName')
    return key === 'object' || key === 'left';
  return key !== 'key' && key !== 'label' && key !== 'imported' && key !== 'exported';
}

function memberName(node: Node): string | undefined {
  const property = node.property;
  if (!isNode(property)) return undefined;
  if (node.computed !== true) return nameOf(property);
  return typeof property.value === 'string' ? property.value : undefined;
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? (node.name as string) : undefined;
}

function literal(node: unknown, isTypeOnly: boolean): Import | null {
  const value = isNode(node) && node.type === 'Literal' ? node.value : undefined;
  return typeof value === 'string' ? { specifier: value, isTypeOnly } : null;
}

function isBigInt(node: unknown): boolean {
  return isNode(node) && node.type === 'Literal' && typeof node.bigint === 'string';
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

function addDefined(set: Set<string>, value: string | undefined): void {
  if (value !== undefined) set.add(value);
}

function visit(
  node: Node,
  onNode: (node: Node, parent: Node | undefined, key: string) => void,
  parent?: Node,
  key = '',
): void {
  onNode(node, parent, key);
  for (const [childKey, child] of Object.entries(node)) {
    for (const item of Array.isArray(child) ? child : [child]) {
      if (isNode(item)) visit(item, onNode, node, childKey);
    }
  }
}
