// Small makers of text and elements. Nothing here or elsewhere uses innerHTML: the words of an article are text and
// stay text.
const byId = (id) => document.getElementById(id);
const number = (n) => n.toLocaleString('en');

function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}
const bdi = (text, dir) => {
  const node = make('bdi', '', String(text));
  if (dir) node.dir = dir;
  return node;
};
// Text from an article, its ISO dates kept from flipping inside right-to-left words.
function prose(text) {
  const node = make('bdi', '');
  String(text).split(/(\d{4}-\d{2}(?:-\d{2})?(?:T[\d:+]+)?)/).forEach((part, i) => node.append(i % 2 ? bdi(part, 'ltr') : part));
  return node;
}
const DAY = 86400000;
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dayOf = (written) => Math.floor(Date.parse(String(written).slice(0, 10)) / DAY); // NaN for what is no day
