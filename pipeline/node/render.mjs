// Vega-Lite specs in, figures out.
// stdin:  { "figures": [ { "name": "training", "spec": {...} } ] }
// stdout: { "figures": [ { "name": "training", "svg": "<svg ...", "png": base64 (3 x), "pdf": base64 (vectors) } ] }
// Equal input gives equal bytes: one pinned font, no system font, a fixed creation date, no compression by the platform's zlib.
import { readFileSync, writeFileSync } from 'node:fs';
import * as vega from 'vega';
import * as vegaLite from 'vega-lite';
import { Resvg } from '@resvg/resvg-js';
import PDFDocument from 'pdfkit';
import svgToPdf from 'svg-to-pdfkit';
import { boldFile, family, isBold, regularFile, textWidth } from './fonts.mjs';

const pngScale = 3;
const pointsPerPixel = 0.75; // CSS: 96 pixels an inch; PDF: 72 points an inch
const creationDate = new Date(0);

// Vega only logs what it cannot draw and goes on with a broken picture: here every message is an error.
function strictLogger(name) {
  const refuse = (...message) => { throw new Error(`figure ${name}: ${message.join(' ')}`); };
  const logger = { level: () => logger, error: refuse, warn: refuse, info: () => logger, debug: () => logger };
  return logger;
}

// Without a canvas Vega guesses widths; labels are placed and legends sized by the font that draws them instead.
vega.textMetrics.width = (item, text) => {
  const line = text === null || text === undefined ? '' : String(text).trim();
  return textWidth(line, item.fontSize ?? 11, item.fontWeight);
};

async function toSvg({ name, spec }) {
  const logger = strictLogger(name);
  vega.resetSVGDefIds();
  const compiled = vegaLite.compile(spec, { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

function toPng(svg) {
  const options = {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: pngScale },
    font: { loadSystemFonts: false, fontFiles: [regularFile, boldFile], defaultFontFamily: family },
  };
  return new Resvg(svg, options).render().asPng().toString('base64');
}

function toPdf(name, svg) {
  const [, width, height] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg).map(Number);
  const document = new PDFDocument({
    compress: false,
    size: [width * pointsPerPixel, height * pointsPerPixel],
    margin: 0,
    info: { Title: name, Producer: 'LandscapePipeline', Creator: 'LandscapePipeline', CreationDate: creationDate },
  });
  document.registerFont('regular', regularFile);
  document.registerFont('bold', boldFile);
  const chunks = [];
  document.on('data', chunk => chunks.push(chunk));
  const done = new Promise(resolve => document.on('end', () => resolve(Buffer.concat(chunks).toString('base64'))));
  document.scale(pointsPerPixel);
  svgToPdf(document, svg, 0, 0, {
    assumePt: true,
    width,
    height,
    fontCallback: (_, weight) => (isBold(weight) ? 'bold' : 'regular'),
    warningCallback: message => { throw new Error(`figure ${name}: ${message}`); },
  });
  document.end();
  return done;
}

const { figures } = JSON.parse(readFileSync(0, 'utf8'));
const rendered = [];
for (const figure of figures) {
  const svg = await toSvg(figure);
  rendered.push({ name: figure.name, svg, png: toPng(svg), pdf: await toPdf(figure.name, svg) });
}
writeFileSync(1, JSON.stringify({ figures: rendered }));
