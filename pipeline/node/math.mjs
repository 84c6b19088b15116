// LaTeX in, MathML out, with the font that draws it.
// stdin:  { "formulas": [ { "latex": "a_j = 0", "display": false } ] }
// stdout: { "mathml": [ "<math>...</math>" ], "font": base64 (STIX Two Math, WOFF2) }
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import temml from 'temml';

const require = createRequire(import.meta.url);
const font = require.resolve('@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2');

const { formulas } = JSON.parse(readFileSync(0, 'utf8'));
const mathml = formulas.map(({ latex, display }) => temml.renderToString(latex, { displayMode: display, throwOnError: true, strict: true }));
writeFileSync(1, JSON.stringify({ mathml, font: readFileSync(font).toString('base64') }));
