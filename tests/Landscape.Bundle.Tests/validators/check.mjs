// Validators of others look at an unpacked bag: node check.mjs <bag>. Prints a line a check; exit code 1 and the complaints if one fails. No network.
import { createRequire } from 'node:module';
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { validateCFFFile } from 'cffjs';

const require = createRequire(import.meta.url);
const context = require('ro-crate/lib/context.json');
const contextUrl = 'https://w3id.org/ro/crate/1.1/context';
globalThis.fetch = async (url) => (url === contextUrl ? new Response(JSON.stringify(context)) : Response.error());
const jsonld = require('jsonld');
const { Validator } = require('ro-crate/lib/validator.js');
const data = join(process.argv[2], 'data');
let failed = false;

async function check(name, action) {
  try {
    await action();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed = true;
    console.log(`FAILED: ${name}: ${error.message} ${JSON.stringify(error.details ?? '')}`);
  }
}

for (const file of ['CITATION.cff', 'source/CITATION.cff']) {
  await check(`${file} against the JSON Schema of CFF 1.2.0 (cffjs)`, () => validateCFFFile(join(data, file)));
}

await check('ro-crate-metadata.json and the files that it describes (ro-crate)', async () => {
  const validator = new Validator();
  validator.parseJSON(readFileSync(join(data, 'ro-crate-metadata.json'), 'utf8'));
  await validator.crate.resolveContext();
  await validator.validate();
  const names = readdirSync(data, { recursive: true });
  validator.checkFiles(Object.fromEntries(names.map((name) => {
    const isDir = lstatSync(join(data, name)).isDirectory();
    return [isDir ? `${name}/` : name, { exists: true, inCrate: false, isDir }];
  })));
  const errors = validator.results.filter((result) => result.status === 'error');
  if (errors.length > 0) {
    throw new Error(JSON.stringify(errors, null, 1));
  }
});

// In safe mode the expansion throws where a property has no meaning in the context, instead of dropping it.
await check('ro-crate-metadata.json is JSON-LD without an undefined term (jsonld, the context of ro-crate)', async () => {
  const documentLoader = async (url) => {
    if (url !== contextUrl) {
      throw new Error(`unexpected context ${url}`);
    }
    return { contextUrl: null, documentUrl: url, document: context };
  };
  const crate = JSON.parse(readFileSync(join(data, 'ro-crate-metadata.json'), 'utf8'));
  const expanded = await jsonld.expand(crate, { documentLoader, safe: true, base: 'https://example.org/crate/' });
  if (expanded.length !== crate['@graph'].length) {
    throw new Error(`${expanded.length} of ${crate['@graph'].length} entities survive`);
  }
});

// The context of CodeMeta 3.0 is remote. These are its terms as far as a record of sources needs them: those of schema.org by name, those whose text is an address, its own, and its types.
const texts = ['name', 'description', 'version', 'keywords', 'programmingLanguage', 'runtimePlatform', 'softwareHelp', 'softwareVersion', 'familyName', 'givenName', 'affiliation'];
const addresses = ['license', 'identifier', 'softwareRequirements', 'codeRepository', 'url'];
const types = ['Organization', 'Person', 'SoftwareSourceCode', 'SoftwareApplication'];
const codemetaUrl = 'https://w3id.org/codemeta/3.0';
const codemeta = { '@context': {
  type: '@type', id: '@id', schema: 'http://schema.org/', codemeta: 'https://codemeta.github.io/terms/',
  ...Object.fromEntries([...texts, ...types].map((term) => [term, `schema:${term}`])),
  ...Object.fromEntries(addresses.map((term) => [term, { '@id': `schema:${term}`, '@type': '@id' }])),
  ...Object.fromEntries(['readme', 'referencePublication'].map((term) => [term, { '@id': `codemeta:${term}`, '@type': '@id' }])),
  datePublished: { '@id': 'schema:datePublished', '@type': 'schema:Date' }, author: { '@id': 'schema:author', '@container': '@list' },
} };

await check('codemeta.json is JSON-LD in the terms of CodeMeta 3.0, its types those of schema.org, its addresses addresses (jsonld)', async () => {
  const documentLoader = async (url) => {
    if (url !== codemetaUrl) {
      throw new Error(`unexpected context ${url}`);
    }
    return { contextUrl: null, documentUrl: url, document: codemeta };
  };
  const expanded = await jsonld.expand(JSON.parse(readFileSync(join(data, 'codemeta.json'), 'utf8')), { documentLoader, safe: true, base: 'https://example.org/bag/' });
  JSON.stringify(expanded, (key, value) => {
    if (key === '@id' && !/^https?:\/\/\S+$/.test(value) || key === '@type' && ![value].flat().every((type) => type.startsWith('http://schema.org/'))) {
      throw new Error(`${key} ${value}`);
    }
    return value;
  });
});

process.exit(failed ? 1 : 0);
