// Vega-Lite specs in, figures out.
// stdin:  { "figures": [ { "name": "training", "spec": {...} } ] }
// stdout: { "figures": [ { "name": "training", "svg": "<svg ..." in pixels, "print": the same in millimetres, "png": base64 (300 dpi), "pdf": base64 (vectors) } ] }
// On paper a figure is as wide as a journal's column, one (88 mm) if its letters stay large enough, else two (180 mm).
// Equal input gives equal bytes: one pinned font, no system font, a fixed creation date, no compression by the platform's zlib.
import { readFileSync, writeFileSync } from 'node:fs';
import * as vega from 'vega';
import * as vegaLite from 'vega-lite';
import { Resvg } from '@resvg/resvg-js';
import PDFDocument from 'pdfkit';
import svgToPdf from 'svg-to-pdfkit';
import { boldFile, family, isBold, regularFile, textWidth } from './fonts.mjs';

const columns = [88, 180]; // millimetres: one and two columns of a journal's page, as Nature and the IEEE have them to a millimetre or two
const leastLetters = 7; // points
const dotsPerInch = 300;
const millimetresPerInch = 25.4;
const pointsPerInch = 72;
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

/**
 * The width on paper, in millimetres, and the size in pixels from which it is scaled. A figure with more panels than two columns have room for is
 * as wide as its letters need.
 */
function paper(svg) {
  const [, width, height] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg).map(Number);
  const letters = Math.min(...[...svg.matchAll(/font-size="([\d.]+)px"/g)].map(match => Number(match[1])));
  const needed = leastLetters * width / letters * millimetresPerInch / pointsPerInch;
  return { width, height, millimetres: columns.find(millimetres => millimetres >= needed) ?? Math.ceil(needed) };
}

function toPrint(svg, { width, height, millimetres }) {
  return svg.replace(/ width="[\d.]+" height="[\d.]+"/, ` width="${millimetres}mm" height="${Number((height * millimetres / width).toFixed(3))}mm"`);
}

function toPng(svg, { millimetres }) {
  const options = {
    background: '#ffffff',
    fitTo: { mode: 'width', value: Math.round(millimetres / millimetresPerInch * dotsPerInch) },
    font: { loadSystemFonts: false, fontFiles: [regularFile, boldFile], defaultFontFamily: family },
  };
  return new Resvg(svg, options).render().asPng().toString('base64');
}

function toPdf(name, svg, { width, height, millimetres }) {
  const pointsPerPixel = millimetres / millimetresPerInch * pointsPerInch / width;
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
  const size = paper(svg);
  rendered.push({ name: figure.name, svg, print: toPrint(svg, size), png: toPng(svg, size), pdf: await toPdf(figure.name, svg, size) });
}
writeFileSync(1, JSON.stringify({ figures: rendered }));
