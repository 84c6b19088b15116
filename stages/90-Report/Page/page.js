// The theme switch: as the system has it, light, or dark. Kept where the browser allows it.
'use strict';
{
  const themes = ['system', 'light', 'dark'];
  const names = { system: '◐ Theme: system', light: '☀ Theme: light', dark: '☾ Theme: dark' };
  const button = document.getElementById('theme');
  let theme = 'system';
  try { theme = themes.find(name => name === localStorage.getItem('report-theme')) ?? 'system'; } catch { /* a file without storage */ }

  const show = () => {
    if (theme === 'system') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.setAttribute('data-theme', theme);
    button.textContent = names[theme];
  };

  button.hidden = false;
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    try { localStorage.setItem('report-theme', theme); } catch { /* a file without storage */ }
    show();
  });
  show();
}

// What scrolls sideways can be reached and scrolled by keyboard; what does not is no stop.
{
  const boxes = document.querySelectorAll('.scroll, .formula, pre');
  const look = () => boxes.forEach(box => {
    if (box.scrollWidth <= box.clientWidth + 1) { box.removeAttribute('tabindex'); return; }
    box.tabIndex = 0;
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', box.querySelector('caption')?.textContent ?? (box.tagName === 'PRE' ? 'Commands' : 'Formula'));
  });
  window.addEventListener('resize', look);
  look();
}
