// Prints every value of Parquet files as hyparquet reads them, for comparison with our own reader.
// Usage: node hyparquet-values.mjs <node_modules> <file>...
// One JSON line per file { path, rows, metadata }, each followed by one line per column { column, type, values }.
// Numbers are text: integers in decimal, doubles as the 16 hexadecimal digits of their bits, since JSON keeps neither.
// Every NaN prints as "nan": JavaScript need not keep its payload.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [nodeModules, ...paths] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(nodeModules, file)));
const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } = await load('hyparquet/src/node.js');
const { compressors } = await load('hyparquet-compressors/src/index.js');

const sqlTypes = { INT64: 'BIGINT', INT32: 'INTEGER', DOUBLE: 'DOUBLE', BOOLEAN: 'BOOLEAN', BYTE_ARRAY: 'VARCHAR' };

/** SQL type of a column's node in the schema; a list is a node whose only descendant is its element. */
function sqlType(node) {
  return node.children.length === 0 ? sqlTypes[node.element.type] : sqlType(node.children[0]) + (node.element.repetition_type === 'REPEATED' ? '[]' : '');
}

const bits = new DataView(new ArrayBuffer(8));
function doubleBits(value) {
  if (Number.isNaN(value)) return 'nan';
  bits.setFloat64(0, value);
  return bits.getBigUint64(0).toString(16).padStart(16, '0');
}

function textOf(value, type) {
  if (value === null || value === undefined) return null;
  if (type.endsWith('[]')) return Array.from(value, (element) => textOf(element, type.slice(0, -2)));
  return type === 'DOUBLE' ? doubleBits(value) : String(value);
}

for (const path of paths) {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const rows = await parquetReadObjects({ file, metadata, compressors });
  const entries = Object.fromEntries((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value]));
  console.log(JSON.stringify({ path, rows: rows.length, metadata: entries }));
  for (const node of parquetSchema(metadata).children) {
    const column = node.element.name;
    const type = sqlType(node);
    console.log(JSON.stringify({ column, type, values: rows.map((row) => textOf(row[column], type)) }));
  }
}
