// An event as a citation, in the page's language or the other, as plain text for a report.
const ISOLATE = ['\u2068', '\u2069']; // names and numbers of the other script must not flip their neighbours
const isolated = (text) => ISOLATE.join(String(text));

function inLanguage(chosen, write) {
  const before = language;
  language = chosen;
  try { return write(); } finally { language = before; }
}

function citedSource(source) {
  const published = typeof source.published === 'object' && source.published ? source.published.date_start : source.published;
  const named = [source.source, source.article].filter(Boolean).map(isolated).join(t('comma'));
  const when = published ? sayText('published_on', { day: isolated(published) }) : '';
  const link = /^https?:\/\//i.test(source.url ?? '') ? isolated(source.url) : '';
  const quote = source.evidence ? `«${source.evidence}»` : '';
  return [named, when, link, quote && isolated(quote)].filter(Boolean).join(t('comma'));
}

function citation(e, chosen) {
  return inLanguage(chosen, () => {
    const words = told(e);
    const [ar, en] = placeNames(e);
    const place = nameText(ar, en);
    const held = [2, 1].map((level) => divisionOf(e, level)).filter(Boolean).map(([a, b]) => nameText(a, b));
    const where = [...new Set([place, ...held])].filter(Boolean).map(isolated).join(t('comma')) || t('no_place');
    const lines = [
      `${isolated(titleText(e))}. ${entryName(facts[events.fact[e]])}.`,
      `${t('when')}: ${isolated(whenNode(e).textContent)}`,
      `${t('where')}: ${where}`,
      ...COUNTS.filter((name) => words[name]).map((name) => `${t(`said_${name}`)}: ${isolated(countText(words[name]))}`),
      ...(words.attribution ? [`${t('by_whose_word')}: ${isolated(words.attribution)}`] : []),
      `${t('sources')}:`,
      ...sourcesOf(e).map((source, i) => `${i + 1}. ${citedSource(source)}`),
      `${t('cited_from')} ${isolated(events.id[e])}${/^https?:$/.test(location.protocol) ? ` ${isolated(permalink(e))}` : ''}`,
    ];
    return lines.join('\n');
  });
}

function actionButton(key, act) {
  const button = make('button', 'wq-action', t(key));
  button.type = 'button';
  button.dataset.action = key;
  button.addEventListener('click', act);
  return button;
}
// Copies a text; where the browser refuses, shows it so that the reader can.
function copyButton(key, write) {
  const button = actionButton(key, async () => {
    const text = write();
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = t('copied');
      setTimeout(() => { button.textContent = t(key); }, 1500);
    } catch {
      const box = make('textarea', 'wq-copied', text);
      box.readOnly = true;
      box.setAttribute('aria-label', t('copy_yourself'));
      button.parentNode.querySelector('.wq-copied')?.remove();
      button.parentNode.append(box);
      box.select();
    }
  });
  button.setAttribute('aria-live', 'polite');
  return button;
}
