// The table of critical points: filter, sort, pages; and of a chosen point its network, spectrum, certificate and neighbours. #point-123 in the address chooses point 123.
'use strict';
{
  const pageSize = 15;
  const stored = JSON.parse(document.getElementById('point-data').textContent);
  const points = window.reportRows(stored.points);
  const byId = new Map(points.map(p => [p.id, p]));
  const problems = new Map(stored.problems.map(p => [p.id, p]));
  const number = value => value === null ? '–' : window.reportNumber(value);

  const element = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...children);
    return node;
  };
  const svg = (name, attributes = {}, ...children) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...children);
    return node;
  };
  const pointLink = id => byId.has(id) ? element('a', { href: `#point-${id}` }, `point ${id}`) : element('span', {}, `point ${id} (not on this page)`);

  // ---------- columns

  const domainOf = p => p.kinds === '' ? p.domain : `${p.domain} (${p.kinds})`;
  const columns = [
    { key: 'id', title: 'Point', text: p => String(p.id) },
    { key: 'problem', title: 'Target', text: p => String(p.problem), filter: true },
    { key: 'dimension', title: 'd', text: p => String(p.dimension), filter: 'Inputs d' },
    { key: 'activation', title: 'Activation', text: p => p.activation, filter: true },
    { key: 'width', title: 'n', text: p => String(p.width), filter: 'Width n' },
    { key: 'index', title: 'Index', text: p => String(p.index), filter: true },
    { key: 'domain', title: 'Domain', text: domainOf, filter: true },
    { key: 'certificate', title: 'Certified', text: p => p.certificate === 'certified' ? '✓ certified' : p.certificate === 'no' ? `✗ ${p.reason}` : `◐ ${p.certificate}`, filter: true },
    { key: 'risk', title: 'Risk', text: p => number(p.risk) },
    { key: 'smallest', title: 'min |λ|', text: p => number(p.smallest) },
    { key: 'margin', title: 'Margin', text: p => number(p.margin) },
    { key: 'hits', title: 'Hits', text: p => String(p.hits) },
    { key: 'source', title: 'Found by', text: p => p.source, filter: true },
  ];

  // ---------- state and what follows from it

  const state = { sort: 'id', descending: false, page: 0, filters: {}, chosen: undefined };

  const compare = (a, b) => a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;

  function shown() {
    const active = Object.entries(state.filters).filter(([, value]) => value !== '');
    const sign = state.descending ? -1 : 1;
    return points.filter(p => active.every(([key, value]) => String(p[key]) === value))
      .sort((a, b) => sign * compare(a[state.sort], b[state.sort]) || a.id - b.id);
  }

  // ---------- the parts of the explorer

  const filters = element('form', { class: 'filters', 'aria-label': 'Filter the critical points' });
  const status = element('p', { class: 'status', role: 'status' });
  const body = element('tbody');
  const heads = new Map();
  const pager = element('div', { class: 'pager', role: 'group', 'aria-label': 'Pages of the table' });
  const detail = element('article', { class: 'detail', tabindex: '-1', hidden: 'hidden', 'aria-labelledby': 'detail-title' });

  function addFilters() {
    for (const column of columns.filter(c => c.filter)) {
      const values = [...new Set(points.map(p => p[column.key]))].sort(compare);
      const label = v => column.key === 'problem' ? `${v}: ${problems.get(v)?.name ?? ''}` : String(v);
      const select = element('select', { name: column.key }, element('option', { value: '' }, 'all'), ...values.map(v => element('option', { value: String(v) }, label(v))));
      select.addEventListener('change', () => { state.filters[column.key] = select.value; state.page = 0; update(); });
      filters.append(element('label', {}, element('span', {}, column.filter === true ? column.title : column.filter), select));
    }
    const clear = element('button', { type: 'reset' }, 'Clear filters');
    filters.addEventListener('reset', () => { state.filters = {}; state.page = 0; update(); });
    filters.addEventListener('submit', event => event.preventDefault());
    filters.append(clear);
  }

  function headRow() {
    return element('tr', {}, ...columns.map(column => {
      const button = element('button', { type: 'button' }, column.title);
      button.addEventListener('click', () => {
        Object.assign(state, { descending: state.sort === column.key && !state.descending, sort: column.key, page: 0 });
        update();
      });
      const head = element('th', { scope: 'col' }, button);
      heads.set(column.key, head);
      return head;
    }));
  }

  function row(point) {
    const cells = columns.map(column => column.key === 'id'
      ? element('th', { scope: 'row', 'data-label': column.title }, element('a', { href: `#point-${point.id}` }, column.text(point)))
      : element('td', { 'data-label': column.title }, column.text(point)));
    const line = element('tr', state.chosen === point.id ? { class: 'chosen', 'aria-current': 'true' } : {}, ...cells);
    line.addEventListener('click', event => { if (!event.target.closest('a')) location.hash = `#point-${point.id}`; });
    return line;
  }

  function turn(text, name, page, last) {
    const button = element('button', { type: 'button', 'aria-label': name }, text);
    button.disabled = page < 0 || page > last || page === state.page;
    button.addEventListener('click', () => { state.page = page; update(); pager.querySelector(`[aria-label="${name}"]:not(:disabled)`)?.focus(); });
    return button;
  }

  function update() {
    const list = shown();
    const last = Math.max(0, Math.ceil(list.length / pageSize) - 1);
    state.page = Math.min(state.page, last);
    const first = state.page * pageSize;
    body.replaceChildren(...list.slice(first, first + pageSize).map(row));
    heads.forEach((head, key) => key === state.sort ? head.setAttribute('aria-sort', state.descending ? 'descending' : 'ascending') : head.removeAttribute('aria-sort'));
    status.textContent = list.length === 0 ? 'No point fits.' : `${list.length} of ${points.length} points; shown are ${first + 1} to ${Math.min(first + pageSize, list.length)}.`;
    pager.replaceChildren(
      turn('«', 'First page', 0, last), turn('‹', 'Previous page', state.page - 1, last), element('span', {}, `page ${state.page + 1} of ${last + 1}`),
      turn('›', 'Next page', state.page + 1, last), turn('»', 'Last page', last, last));
  }

  // ---------- pictures of a point

  const erf = z => { // Abramowitz and Stegun 7.1.26: 1.5e-7, less than a pixel
    const t = 1 / (1 + 0.3275911 * Math.abs(z));
    return Math.sign(z) * (1 - t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-z * z));
  };
  const activations = {
    tanh: Math.tanh, logistic: z => 1 / (1 + Math.exp(-z)), erf, arctan: Math.atan, sin: Math.sin, softplus: z => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    gelu: z => z * (1 + erf(z / Math.SQRT2)) / 2, silu: z => z / (1 + Math.exp(-z)), gaussian: z => Math.exp(-z * z),
  };

  const neurons = p => Array.from({ length: p.width }, (_, j) => {
    const start = j * (p.dimension + 2);
    return { w: p.theta.slice(start, start + p.dimension), b: p.theta[start + p.dimension], a: p.theta[start + p.dimension + 1] };
  });

  function network(p) {
    const psi = activations[p.activation];
    const units = neurons(p);
    return x => p.theta[p.theta.length - 1] + units.reduce((sum, { w, b, a }) => sum + a * psi(w.reduce((z, wk, k) => z + wk * x[k], b)), 0);
  }

  const range = list => { const [low, high] = [Math.min(...list), Math.max(...list)]; return high > low ? [low, high] : [low - 1, high + 1]; };
  const toPixels = ([low, high], from, to) => v => from + (to - from) * (v - low) / (high - low);
  const label = (x, y, text, anchor = 'middle') => svg('text', { x, y, 'text-anchor': anchor }, text);

  /** One input: the curve over the nodes. */
  function curve(p, target) {
    const [wide, high, left, bottom] = [340, 220, 44, 26];
    const f = network(p);
    const across = range(target.x.map(x => x[0]));
    const xs = Array.from({ length: 161 }, (_, i) => across[0] + (across[1] - across[0]) * i / 160);
    const ys = xs.map(x => f([x]));
    const up = range([...target.f, ...ys]);
    const [px, py] = [toPixels(across, left + 6, wide - 6), toPixels(up, high - bottom - 6, 8)];
    return svg('svg', { viewBox: `0 0 ${wide} ${high}`, role: 'img', 'aria-label': `Network of point ${p.id} over its target: ${target.x.length} nodes from x = ${number(across[0])} to ${number(across[1])}, values from ${number(up[0])} to ${number(up[1])}` },
      svg('path', { class: 'axis', d: `M${left},4V${high - bottom}H${wide}` }),
      ...target.x.map((x, i) => svg('circle', { class: 'node', cx: px(x[0]), cy: py(target.f[i]), r: 2 })),
      svg('path', { class: 'curve', d: `M${xs.map((x, i) => `${px(x).toFixed(2)},${py(ys[i]).toFixed(2)}`).join('L')}` }),
      label(left + 6, high - 10, number(across[0]), 'start'), label(wide - 6, high - 10, number(across[1]), 'end'), label((left + wide) / 2, high - 10, 'x'),
      label(left - 4, py(up[0]) + 4, number(up[0]), 'end'), label(left - 4, py(up[1]) + 4, number(up[1]), 'end'));
  }

  /** Two inputs: the realization as colours, the nodes in the colours of their targets, the lines z = 0 of the neurons. */
  function map(p, target) {
    const [size, cells, edge] = [250, 40, 8];
    const f = network(p);
    const [across, up] = [0, 1].map(k => range(target.x.map(x => x[k])));
    const [px, py] = [toPixels(across, edge, size - edge), toPixels(up, size - edge, edge)];
    const step = (size - 2 * edge) / cells;
    const places = Array.from({ length: cells * cells }, (_, i) => [i % cells, Math.floor(i / cells)]);
    const at = ([i, j]) => f([across[0] + (across[1] - across[0]) * (i + 0.5) / cells, up[0] + (up[1] - up[0]) * (j + 0.5) / cells]);
    const values = places.map(at);
    const [low, high] = range([...values, ...target.f]);
    const colour = v => stored.ramp[Math.min(stored.ramp.length - 1, Math.floor((v - low) / (high - low) * stored.ramp.length))];
    const clip = `clip-${p.id}`;
    const lines = neurons(p).map(({ w, b }) => {
      const norm = Math.hypot(...w);
      if (norm === 0) return undefined;
      const [foot, far] = [w.map(wk => -b * wk / norm ** 2), 10 * Math.max(across[1] - across[0], up[1] - up[0])];
      const end = sign => [foot[0] - sign * far * w[1] / norm, foot[1] + sign * far * w[0] / norm];
      const [[x1, y1], [x2, y2]] = [end(-1), end(1)];
      return svg('line', { class: 'fold', x1: px(x1), y1: py(y1), x2: px(x2), y2: py(y2), 'clip-path': `url(#${clip})` });
    }).filter(Boolean);
    const picture = svg('svg', { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': `Network of point ${p.id} as colours over its two inputs, values from ${number(low)} (dark) to ${number(high)} (light); circles: the target at the nodes; lines: where a neuron's argument is zero` },
      svg('clipPath', { id: clip }, svg('rect', { x: edge, y: edge, width: size - 2 * edge, height: size - 2 * edge })),
      ...places.map(([i, j], k) => svg('rect', { x: edge + i * step, y: size - edge - (j + 1) * step, width: step + 0.4, height: step + 0.4, fill: colour(values[k]) })),
      ...target.x.map((x, i) => svg('circle', { class: 'target', cx: px(x[0]), cy: py(x[1]), r: 3.2, fill: colour(target.f[i]) })), ...lines);
    return element('div', {}, picture, element('p', { class: 'key' }, `Ψ from ${number(low)} (dark) to ${number(high)} (light); circles: the target; lines: z = 0 of a neuron.`));
  }

  function picture(p) {
    const target = problems.get(p.problem);
    if (!activations[p.activation] || p.dimension > 2 || !target || target.x.length === 0) return element('p', { class: 'key' }, `No picture for d = ${p.dimension}.`);
    return p.dimension === 1 ? curve(p, target) : map(p, target);
  }

  /** Eigenvalues on an axis that is linear around zero and logarithmic beyond. */
  function spectrum(p) {
    const [wide, high, middle] = [340, 74, 34];
    const small = Math.max(1e-12, Math.min(...p.eigenvalues.map(Math.abs).filter(v => v > 0), 1) / 10);
    const place = v => Math.sign(v) * Math.log1p(Math.abs(v) / small);
    const ends = range([...p.eigenvalues, 0].map(place));
    const px = v => toPixels(ends, 16, wide - 16)(place(v));
    const kind = i => i < p.index ? 'negative' : i < p.index + p.nullity ? 'zero' : 'positive';
    return svg('svg', { viewBox: `0 0 ${wide} ${high}`, role: 'img', 'aria-label': `Spectrum of point ${p.id}: ${p.index} negative, ${p.nullity} zero, ${p.eigenvalues.length - p.index - p.nullity} positive eigenvalues` },
      svg('path', { class: 'axis', d: `M8,${middle}H${wide - 8}` }), svg('path', { class: 'axis', d: `M${px(0)},${middle - 5}v10` }),
      ...p.eigenvalues.map((v, i) => svg('path', { class: `eigenvalue ${kind(i)}`, d: `M${px(v)},${middle - (kind(i) === 'negative' ? -16 : 16)}V${middle}` })),
      label(px(0), middle + 34, '0'), label(14, 12, number(p.eigenvalues[0]), 'start'), label(wide - 14, 12, number(p.eigenvalues[p.eigenvalues.length - 1]), 'end'));
  }

  // ---------- the chosen point

  const pairs = entries => element('dl', { class: 'facts' }, ...entries.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
  const part = (title, ...children) => element('section', {}, element('h4', {}, title), ...children);

  function neuronTable(p) {
    const head = ['neuron', ...Array.from({ length: p.dimension }, (_, k) => p.dimension === 1 ? 'w' : `w${'₁₂₃₄₅₆₇₈₉'[k] ?? k + 1}`), 'b', 'a'];
    const lines = neurons(p).map(({ w, b, a }, j) => element('tr', {}, element('th', { scope: 'row' }, String(j + 1)), ...[...w, b, a].map(v => element('td', {}, number(v)))));
    return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Neurons' }, element('table', { class: 'data' }, element('caption', {}, `Neurons of the network; β = ${number(p.theta[p.theta.length - 1])}`),
      element('thead', {}, element('tr', {}, ...head.map(h => element('th', { scope: 'col' }, h)))), element('tbody', {}, ...lines)));
  }

  function certificate(p) {
    if (p.certificate !== 'certified') {
      return pairs([['certified', `no: ${p.reason}`], ...(p.domain === 'redundant' ? [['its core', p.certificate === 'core certified' ? 'a certified critical point' : 'not certified']] : [])]);
    }
    return pairs([['certified', 'yes: exists, alone in its box, nondegenerate'], ['index proved', p.indexProven === null ? 'no' : String(p.indexProven)], ['efficient, proved', p.efficientProven ? 'yes' : 'no'],
      ['distinct, proved', p.distinctProven ? 'yes' : 'no'], ['alone within', `radius ${number(p.radius)} (sup norm)`], ['every |λ| at least', number(p.bound)]]);
  }

  function neighbours(p) {
    const links = [];
    const add = (text, id) => links.push(element('li', {}, `${text} `, pointLink(id)));
    if (p.parent !== null) add('found from', p.parent);
    if (p.core !== null) add('prunes to', p.core);
    p.ends.split(' ').filter(end => end !== '').forEach(end => /^\d+$/.test(end) ? add('the flow leads down to', Number(end)) : links.push(element('li', {}, `the flow down is ${end}`)));
    points.filter(q => q.ends.split(' ').includes(String(p.id))).forEach(q => add('minimum below the saddle', q.id));
    points.filter(q => q.core === p.id).slice(0, 12).forEach(q => add('core of', q.id));
    points.filter(q => q.parent === p.id).slice(0, 12).forEach(q => add('led to', q.id));
    return links.length === 0 ? element('p', { class: 'key' }, 'None on this page.') : element('ul', { class: 'links' }, ...links);
  }

  function step(text, offset, p) {
    const list = shown();
    const next = list[list.findIndex(q => q.id === p.id) + offset];
    return next && list.some(q => q.id === p.id) ? element('a', { href: `#point-${next.id}` }, text) : element('span', { 'aria-hidden': 'true', class: 'off' }, text);
  }

  function show(p) {
    const close = element('button', { type: 'button' }, '× Close');
    close.addEventListener('click', () => { // the reader goes on at the point's row, or at the head of the table if a filter hides it
      history.replaceState(null, '', '#points');
      choose(undefined);
      (body.querySelector(`a[href="#point-${p.id}"]`) ?? heads.get('id').firstChild).focus();
    });
    detail.id = `point-${p.id}`;
    detail.replaceChildren(
      element('header', {}, element('h3', { id: 'detail-title' }, `Point ${p.id}: ${domainOf(p)}, index ${p.index}`), element('p', { class: 'steps' }, step('◀ previous', -1, p), step('next ▶', 1, p), close)),
      element('p', {}, `Target ${p.problem} (${problems.get(p.problem)?.name ?? ''}), ${p.activation} network of width ${p.width} on ${p.dimension} input${p.dimension === 1 ? '' : 's'}; risk ${number(p.risk)}; found by ${p.source}, ${p.hits} time${p.hits === 1 ? '' : 's'}.`),
      element('div', { class: 'parts' },
        part('Network', picture(p), neuronTable(p)),
        part('Spectrum', spectrum(p), element('p', { class: 'key' }, p.eigenvalues.map(number).join(',  '))),
        part('Certificate', certificate(p)),
        part('Distance to redundancy', pairs([['a = 0', number(p.deactivation)], ['w = 0', number(p.bias)], ['u = ±u′', number(p.duplication)], ['margin', number(p.margin)]])),
        part('Neighbours', neighbours(p))));
    detail.hidden = false;
  }

  function choose(p) {
    state.chosen = p?.id;
    if (p) {
      const place = shown().findIndex(q => q.id === p.id);
      if (place >= 0) state.page = Math.floor(place / pageSize);
      show(p);
    } else {
      detail.hidden = true;
      detail.removeAttribute('id');
    }
    update();
  }

  function follow() {
    const id = /^#point-(\d+)$/.exec(location.hash)?.[1];
    if (id === undefined) return;
    const p = byId.get(Number(id));
    if (!p) { status.textContent = `Point ${id} is not on this page.`; return; }
    choose(p);
    detail.focus({ preventScroll: true });
    detail.scrollIntoView();
  }

  // ---------- the page

  addFilters();
  document.getElementById('explorer').append(
    filters, status,
    element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Critical points' },
      element('table', { class: 'cards data points' }, element('caption', {}, 'Critical points; a column\'s head sorts by it'), element('thead', {}, headRow()), body)),
    pager, detail);
  update();
  window.addEventListener('hashchange', follow);
  follow();
}
