// Interactive figures: the specification of each figure, drawn by Vega when the figure comes near the view, in place of the picture that stands on the page.
// The compiled specification is changed in four ways, the same for every figure: marks tell their data, panels zoom, ticks follow the zoom, a legend entry singles out its marks.
'use strict';
{
  const faded = 0.06;
  const zoomStep = 1.5;
  const panStep = 0.15;
  const continuous = ['linear', 'log', 'symlog', 'sqrt', 'pow'];
  const hiddenFields = new Set(['order', 'series', 'strip', 'dx', 'dy', 'rows', 'kind']);

  const element = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...children);
    return node;
  };

  // ---------- data: columns as the page stores them, rows as Vega wants them

  const values = column => Array.isArray(column) ? column : column.index.map(i => column.values[i]);

  const toRows = ({ count, columns }) => {
    const entries = Object.entries(columns).map(([name, column]) => [name, values(column)]);
    return Array.from({ length: count }, (_, i) => Object.fromEntries(entries.map(([name, column]) => [name, column[i]])));
  };
  window.reportRows = toRows;

  // ---------- text

  const superscript = k => (k < 0 ? '⁻' : '') + String(Math.abs(k)).replace(/\d/g, digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]);

  const number = value => {
    if (typeof value !== 'number') return String(value);
    if (value === 0 || Number.isInteger(value) && Math.abs(value) < 1e6) return String(value).replace('-', '−');
    const [mantissa, exponent] = value.toExponential(3).split('e');
    const plain = exponent >= -3 && exponent <= 4;
    return (plain ? String(Number(value.toPrecision(4))) : `${Number(mantissa)}\u00a0×\u00a010${superscript(Number(exponent))}`).replace('-', '−');
  };
  window.reportNumber = number;

  // ---------- zooming: a scale's domain, moved in the coordinates in which the scale is linear

  const linear = scale => {
    if (scale.type === 'log') return [Math.log, Math.exp];
    if (scale.type !== 'symlog') return [v => v, v => v];
    const c = scale.constant();
    return [v => Math.sign(v) * Math.log1p(Math.abs(v) / c), v => Math.sign(v) * Math.expm1(Math.abs(v)) * c];
  };

  const zoomed = (scale, factor, centre) => {
    const [to, from] = linear(scale);
    const domain = scale.domain().map(to);
    return domain.map(v => from(centre + (v - centre) / factor));
  };

  const panned = (scale, share) => {
    const [to, from] = linear(scale);
    const [low, high] = scale.domain().map(to);
    return [low, high].map(v => from(v + share * (high - low)));
  };

  const ticksOf = (low, high, type) => {
    const decades = type === 'linear' ? 0 : Math.log10(Math.max(Math.abs(low), Math.abs(high)) / Math.max(Math.min(Math.abs(low), Math.abs(high)), Number.MIN_VALUE));
    if (low * high <= 0 || decades < 1.5) return vega.scale('linear')().domain([low, high]).ticks(5);
    const sign = Math.sign(low);
    const [from, to] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b).map(Math.log10);
    const stride = Math.ceil((to - from) / 6);
    return Array.from({ length: Math.floor(to) - Math.ceil(from) + 1 }, (_, i) => Math.ceil(from) + i).filter(k => k % stride === 0).map(k => sign * 10 ** k);
  };

  // ---------- the functions that the changed specifications call

  const functions = {
    figureTicks: (raw, ticks, type) => raw ? ticksOf(Math.min(...raw), Math.max(...raw), type) : ticks,
    figureLabel: (value, label, raw) => label !== '' && !raw ? label : label || number(value),
    figureFaded: (datum, chosen) => {
      const own = chosen ? Object.values(datum).filter(v => chosen.domain.includes(v)) : [];
      return own.length > 0 && !own.includes(chosen.value);
    },
    figureTooltip: (datum, line) => {
      const shown = Object.entries(datum).filter(([name, value]) => value !== null && value !== '' && typeof value !== 'object' && !hiddenFields.has(name) && !name.startsWith('_') && (!line || typeof value === 'string'));
      return shown.length > 0 ? Object.fromEntries(shown.map(([name, value]) => [name.replaceAll('_', ' '), number(value)])) : null;
    },
  };

  // ---------- changing the compiled specification

  const isPosition = scale => continuous.includes(scale.type) && /"\w*(width|height)"/i.test(JSON.stringify(scale.range ?? ''));
  const raw = name => `zoom_${name.replace(/\W/g, '_')}`;
  const list = value => value === undefined ? [] : Array.isArray(value) ? value : [value];

  function changeScale(scale, signals) {
    if (!isPosition(scale)) return undefined;
    const floor = scale.clamp && Array.isArray(scale.domain) ? scale.domain[0] : undefined;
    delete scale.clamp;
    scale.domainRaw = { signal: raw(scale.name) };
    signals.set(raw(scale.name), { name: raw(scale.name), value: null });
    return { floor, type: scale.type };
  }

  function changeAxis(axis, scales) {
    const scale = scales[axis.scale];
    if (!scale || !Array.isArray(axis.values)) return;
    axis.values = { signal: `figureTicks(${raw(axis.scale)}, ${JSON.stringify(axis.values)}, '${scale.type}')` };
    const text = axis.encode?.labels?.update?.text;
    if (text?.signal) text.signal = `figureLabel(datum.value, ${text.signal}, ${raw(axis.scale)})`;
  }

  function changeMark(mark, scales) {
    const update = mark.encode?.update;
    if (!update) return;
    for (const channel of ['x', 'x2', 'xc', 'y', 'y2', 'yc']) {
      for (const entry of list(update[channel])) {
        const floor = scales[entry.scale]?.floor;
        if (floor !== undefined && typeof entry.field === 'string') {
          const value = `datum[${JSON.stringify(entry.field)}]`;
          entry.signal = `isValid(${value}) ? max(${floor}, ${value}) : null`;
          delete entry.field;
        }
      }
    }
    mark.clip ||= { signal: 'zoomed' };
    mark.interactive = true;
    update.tooltip = { signal: `figureTooltip(datum, ${['line', 'area', 'trail'].includes(mark.type)})` };
    update.opacity = [{ test: 'figureFaded(datum, chosen)', value: faded }, ...(update.opacity ? list(update.opacity) : [{ value: 1 }])];
    if (mark.type === 'symbol' || mark.type === 'rect') update.cursor = { signal: "isValid(datum.point) ? 'pointer' : 'default'" };
  }

  function change(node, outer, signals) {
    const scales = { ...outer };
    for (const scale of node.scales ?? []) {
      const known = changeScale(scale, signals);
      if (known) scales[scale.name] = known;
    }
    (node.axes ?? []).forEach(axis => changeAxis(axis, scales));
    for (const legend of node.legends ?? []) {
      for (const part of ['symbols', 'labels']) {
        legend.encode = { ...legend.encode, [part]: { ...legend.encode?.[part], interactive: true } };
        legend.encode[part].update = { ...legend.encode[part].update, cursor: { value: 'pointer' } };
        if (part === 'symbols') continue;
        legend.encode[part].update.opacity = { signal: 'chosen && indexof(chosen.domain, datum.value) >= 0 && chosen.value !== datum.value ? 0.35 : 1' };
      }
    }
    for (const mark of node.marks ?? []) {
      if (mark.type === 'group') change(mark, scales, signals);
      else changeMark(mark, scales);
    }
  }

  function interactive(specification) {
    const signals = new Map();
    change(specification, {}, signals);
    const names = [...signals.keys()];
    delete specification.background; // the page's own shows through
    specification.signals = [
      ...(specification.signals ?? []), ...signals.values(), { name: 'chosen', value: null },
      { name: 'zoomed', update: names.length > 0 ? names.map(name => `isValid(${name})`).join(' || ') : 'false' },
    ];
    return specification;
  }

  // ---------- panels: the groups of the drawing that have scales to zoom

  const groupsOf = group => [group, ...group.items.flatMap(mark => mark.marktype === 'group' ? mark.items.flatMap(groupsOf) : [])];

  const legendOf = item => item.mark.role === 'legend' ? item : legendOf(item.mark.group);

  /** What a legend has entries for. */
  const entriesOf = legend => groupsOf(legend).flatMap(group => group.items).filter(mark => mark.role === 'legend-label').flatMap(mark => mark.items.map(item => item.datum.value));

  /** The zoomable scales of a group's marks, by direction. */
  function scalesOf(group, positionsOf) {
    const context = group.context?.scales ?? {};
    const found = {};
    for (const mark of group.items ?? []) {
      for (const direction of ['x', 'y']) {
        const name = positionsOf.get(mark.name)?.[direction];
        if (name && context[name]) found[direction] = { name, scale: context[name].value };
      }
    }
    return found;
  }

  /** For each named mark of the specification the scales of its positions. */
  function positions(node, found = new Map()) {
    for (const mark of node.marks ?? []) {
      const update = mark.encode?.update ?? {};
      const scaleOf = direction => [direction, `${direction}2`, `${direction}c`].flatMap(channel => list(update[channel])).map(entry => entry.scale).find(Boolean);
      if (mark.name && mark.type !== 'group') found.set(mark.name, { x: scaleOf('x'), y: scaleOf('y') });
      if (mark.type === 'group') {
        positions(mark, found);
        const inner = (mark.marks ?? []).filter(m => m.name).map(m => found.get(m.name)).find(Boolean);
        if (mark.name && inner && mark.from?.facet) found.set(mark.name, inner);
      }
    }
    return found;
  }

  class Live {
    constructor(figure, view, specification) {
      Object.assign(this, { figure, view, specification, names: specification.signals.map(s => s.name).filter(name => name.startsWith('zoom_')) });
      this.positions = positions(specification);
      this.drawing = figure.querySelector('.drawing');
      this.addTools();
      this.addLegends();
      view.addEventListener('click', (_, item) => this.clicked(item));
      this.drawing.addEventListener('wheel', event => this.wheel(event), { passive: false });
      this.drawing.addEventListener('pointerdown', event => this.grab(event));
      this.drawing.addEventListener('dblclick', () => this.reset());
      this.drawing.addEventListener('keydown', event => this.key(event));
    }

    get panels() {
      return groupsOf(this.view.scenegraph().root.items[0])
        .map(group => ({ group, scales: scalesOf(group, this.positions) })).filter(({ scales }) => scales.x || scales.y);
    }

    set(name, domain) {
      if (this.names.includes(raw(name)) && domain.every(Number.isFinite)) this.view.signal(raw(name), domain);
    }

    /** The place in a panel's own coordinates. */
    local(panel, event) {
      const matrix = panel.group._svg?.getScreenCTM();
      if (!matrix) return undefined;
      const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      return x >= 0 && y >= 0 && x <= panel.group.width && y <= panel.group.height ? { x, y } : undefined;
    }

    panelAt(event) {
      for (const panel of this.panels) {
        const place = this.local(panel, event);
        if (place) return { ...panel, place };
      }
      return undefined;
    }

    zoom(factor, panel) {
      const panels = panel ? [panel] : this.panels;
      const done = new Set();
      for (const { scales, place } of panels) {
        for (const [direction, { name, scale }] of Object.entries(scales)) {
          if (done.has(name) || typeof scale.invert !== 'function') continue;
          done.add(name);
          const [to] = linear(scale);
          const [low, high] = scale.domain().map(to);
          this.set(name, zoomed(scale, factor, place ? to(scale.invert(place[direction])) : (low + high) / 2));
        }
      }
      this.view.run();
    }

    pan(shares, panel) {
      const done = new Set();
      for (const { scales } of panel ? [panel] : this.panels) {
        for (const [direction, { name, scale }] of Object.entries(scales)) {
          if (done.has(name) || !shares[direction]) continue;
          done.add(name);
          this.set(name, panned(scale, shares[direction]));
        }
      }
      this.view.run();
    }

    reset() {
      this.names.forEach(name => this.view.signal(name, null));
      this.view.run();
    }

    wheel(event) {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
      const panel = this.panelAt(event);
      if (!panel) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? zoomStep : 1 / zoomStep, panel);
    }

    grab(event) {
      const panel = event.button === 0 && event.pointerType !== 'touch' && this.view.signal('zoomed') ? this.panelAt(event) : undefined;
      if (!panel) return;
      let last = event;
      const move = next => {
        const [from, to] = [this.local(panel, last), this.local(panel, next)];
        if (from && to) this.pan({ x: (from.x - to.x) / panel.group.width, y: (to.y - from.y) / panel.group.height }, panel);
        last = next;
      };
      const end = () => { window.removeEventListener('pointermove', move); window.removeEventListener('pointerup', end); };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', end);
      event.preventDefault();
      this.drawing.focus({ preventScroll: true });
    }

    key(event) {
      const pan = { ArrowLeft: { x: -panStep }, ArrowRight: { x: panStep }, ArrowUp: { y: panStep }, ArrowDown: { y: -panStep } }[event.key];
      if (event.target !== this.drawing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '+' || event.key === '=') this.zoom(zoomStep);
      else if (event.key === '-') this.zoom(1 / zoomStep);
      else if (event.key === '0') this.reset();
      else if (pan && this.view.signal('zoomed')) this.pan(pan);
      else return;
      event.preventDefault();
    }

    clicked(item) {
      const role = item?.mark?.role;
      if (role === 'legend-symbol' || role === 'legend-label') this.choose(item.datum.value, entriesOf(legendOf(item)));
      else if (item?.datum?.point !== undefined && item.datum.point !== null) location.hash = `#point-${item.datum.point}`;
    }

    /** Singles out the marks of a legend entry; the same entry again shows all. */
    choose(value, domain) {
      const now = this.view.signal('chosen');
      this.chosen = now && now.value === value ? null : { value, domain };
      this.view.signal('chosen', this.chosen).run();
      this.figure.querySelectorAll('.entries button').forEach(b => b.setAttribute('aria-pressed', String(this.chosen !== null && b.textContent === String(value))));
    }

    addTools() {
      if (this.names.length === 0) return;
      const tool = (text, name, act) => {
        const button = element('button', { type: 'button', 'aria-label': name, title: name }, text);
        button.addEventListener('click', act);
        return button;
      };
      this.figure.querySelector('.tools').append(
        tool('+', 'Zoom in', () => this.zoom(zoomStep)), tool('−', 'Zoom out', () => this.zoom(1 / zoomStep)), tool('⟲', 'Show all again', () => this.reset()));
    }

    /** The legend as buttons for keyboard and screen reader; they appear when they have the focus. */
    addLegends() {
      const entries = groupsOf(this.view.scenegraph().root.items[0]).filter(group => group.mark.role === 'legend').map(entriesOf)
        .filter(domain => domain.length > 1 && domain.every(v => typeof v === 'string'));
      const seen = new Set();
      const bar = this.figure.querySelector('.entries');
      for (const domain of entries) {
        for (const value of domain.filter(v => !seen.has(v))) {
          seen.add(value);
          const button = element('button', { type: 'button', 'aria-pressed': 'false' }, value);
          button.addEventListener('click', () => this.choose(value, domain));
          bar.append(button);
        }
      }
      bar.hidden = seen.size === 0;
    }
  }

  // ---------- drawing, one figure after the other

  let loaded;
  const load = () => loaded ??= document.querySelectorAll('script.library').forEach(text => document.head.append(element('script', {}, text.textContent))) ?? true;

  function addFunctions() {
    Object.entries(functions).forEach(([name, body]) => vega.expressionFunction(name, body));
  }

  async function draw(figure) {
    const stored = JSON.parse(figure.querySelector('script.spec').textContent);
    const specification = { ...stored.spec, data: { values: toRows(stored.data) } };
    const place = figure.querySelector('.live');
    let changed;
    const patch = compiled => changed = interactive(compiled);
    const { view } = await vegaEmbed(place, specification, { actions: false, renderer: 'svg', ast: false, patch, tooltip: { theme: 'custom' }, defaultStyle: false });
    const svg = place.querySelector('svg');
    svg.setAttribute('aria-hidden', 'true');
    svg.style.setProperty('--drawn', `${svg.getAttribute('width')}px`);
    figure.classList.add('drawn');
    figure.live = new Live(figure, view, changed);
  }

  let queue = Promise.resolve();
  function drawSoon(figure) {
    if (figure.dataset.asked) return queue;
    figure.dataset.asked = 'yes';
    return queue = queue.then(() => new Promise(next => setTimeout(next))).then(() => {
      if (!loaded) { load(); addFunctions(); }
      return draw(figure);
    }).catch(error => console.error(`figure ${figure.id}: ${error.message}`, error));
  }
  window.reportDraw = drawSoon;

  const figures = document.querySelectorAll('section.figure');
  const observer = new IntersectionObserver(
    entries => entries.filter(e => e.isIntersecting).forEach(e => { observer.unobserve(e.target); drawSoon(e.target); }), { rootMargin: '250px' });
  figures.forEach(figure => observer.observe(figure));
}
