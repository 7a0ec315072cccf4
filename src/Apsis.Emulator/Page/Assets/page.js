'use strict';

// The server tells that something changed; the page is then fetched again, and what differs is put in its place. Nothing is built here from
// data: what comes from the server is its own HTML, encoded there.
const main = document.querySelector('main');
const live = document.getElementById('live');
const pause = document.getElementById('pause');
const said = document.getElementById('said');
let isBusy = false, isDue = false, isPaused = false;

function attributes(old, now) {
  for (const { name, value } of [...now.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  // What the reader has opened stays open.
  for (const { name } of [...old.attributes]) if (!now.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
}

function keyOf(node) { return node.nodeType === Node.ELEMENT_NODE && node.id || null; }

function isAlike(old, now) { return old && old.nodeType === now.nodeType && old.nodeName === now.nodeName && keyOf(old) === keyOf(now); }

function children(old, now) {
  const keyed = new Map([...old.childNodes].filter(keyOf).map(node => [keyOf(node), node]));
  let at = old.firstChild;
  for (const wanted of [...now.childNodes]) {
    const key = keyOf(wanted);
    const kept = key ? keyed.get(key) : at && !keyOf(at) ? at : null;
    if (isAlike(kept, wanted)) {
      // A node that stands where it is to be is not moved: it may have the focus.
      if (kept === at) at = at.nextSibling; else old.insertBefore(kept, at);
      morph(kept, wanted);
    } else old.insertBefore(document.importNode(wanted, true), at);
  }
  while (at) { const next = at.nextSibling; at.remove(); at = next; }
}

function morph(old, now) {
  if (old.nodeType !== Node.ELEMENT_NODE) { if (old.data !== now.data) old.data = now.data; return; }
  attributes(old, now);
  children(old, now);
}

async function refresh() {
  if (isBusy || isPaused) { isDue = true; return; }
  isBusy = true;
  try {
    do {
      isDue = false;
      const answer = await fetch(location.href, { cache: 'no-store' });
      if (!answer.ok) break;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
      const report = document.getElementById('report');
      const isAtEnd = report && report.scrollTop + report.clientHeight >= report.scrollHeight - 8;
      if (fresh) morph(main, fresh);
      if (isAtEnd) report.scrollTop = report.scrollHeight;
    } while (isDue);
  } catch { /* The stream says that the emulator is gone. */ } finally { isBusy = false; }
}

// What came last tells most.
const whole = document.getElementById('report');
if (whole) whole.scrollTop = whole.scrollHeight;

const events = new EventSource('/_apsis/events');
events.addEventListener('changed', refresh);
events.onopen = () => { said.textContent = 'Live'; live.dataset.state = 'live'; refresh(); };
events.onerror = () => { said.textContent = 'The emulator does not answer'; live.dataset.state = 'lost'; };

pause.hidden = false;
pause.addEventListener('click', () => {
  isPaused = !isPaused;
  pause.textContent = isPaused ? 'Go on' : 'Pause';
  if (!isPaused && isDue) refresh();
});
