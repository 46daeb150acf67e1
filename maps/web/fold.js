// Arabic letters as they are compared: the same fold as the reader of the articles (arabic.fold), so that a search
// finds a word in whatever spelling. A test holds the two together.
const PRESENTED = /[\u0675-\u0678\ufb50-\ufdfb\ufe70-\ufefc]/g;
const VOWELLED = /[\u0600-\u08ff]/g;
const UNWRITTEN = /[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const INTERCHANGED = {
  ا: 'أإآٱٲٳ', و: 'ؤۋۊۆۇۈ', ي: 'ىئیېۍےۓێ', ه: 'ةھہۀەۃۂۥ', ك: 'کڪګگ', ف: 'ڤڥ', ب: 'پ', ج: 'چ', ز: 'ژ', ر: 'ڕڒ', ل: 'ڵ', ن: 'ں',
};
const READ_AS = new Map(Object.entries(INTERCHANGED).flatMap(([kept, letters]) => [...letters].map((letter) => [letter, kept])));
for (let digit = 0; digit < 10; digit += 1) for (const zero of [0x660, 0x6f0]) READ_AS.set(String.fromCharCode(zero + digit), String(digit));
const MARK = /\p{Mn}/u;

const foldLetter = (letter) => READ_AS.get(letter) ?? (MARK.test(letter) ? '' : letter);
// A presentation form is the letters it stands for; what carries none (a tatweel's vowel) goes.
const present = (form) => [...form.normalize('NFKC')].filter((letter) => /\p{Lo}/u.test(letter)).join('') || (form.normalize('NFKC') === form ? form : '');

function fold(text) {
  const written = /[\u0653-\u0655]/.test(text) ? text.normalize('NFC') : text;
  return written.replace(PRESENTED, present).replace(UNWRITTEN, '').replace(VOWELLED, foldLetter);
}
