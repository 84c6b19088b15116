// The libraries that draw interactive figures in the reader's browser, as they come from their packages.
// stdout: { "libraries": [ "text of vega", "text of vega-lite", "text of vega-embed" ] } in the order in which they have to be loaded
import { readFileSync, writeFileSync } from 'node:fs';

const bundle = name => new URL(`../node_modules/${name}/build/${name}.min.js`, import.meta.url);

const libraries = ['vega', 'vega-lite', 'vega-embed'].map(name => readFileSync(bundle(name), 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
for (const text of libraries) {
  if (/<\/script|<!--/i.test(text)) {
    throw new Error('a library cannot stand inside a script element: it contains "</script" or "<!--"');
  }
}
writeFileSync(1, JSON.stringify({ libraries }));
