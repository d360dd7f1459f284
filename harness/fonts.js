// Letters that no font has are drawn as boxes, or not at all. So are code points
// that stand for no letter in any font; what looks like them is missing.
const drawn = text => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 64;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  pen.font = '32px sans-serif';
  pen.fillText(text, 8, 48);
  return pen.getImageData(0, 0, 64, 64).data.join();
};
const nothing = [' ', '\u0378', '\u{10FFFF}'].map(drawn);
const letters = {
  Latin: 'W', Cyrillic: '\u0416', Arabic: '\u0639', Devanagari: '\u0915', Thai: '\u0E01',
  Chinese: '\u6F22', Japanese: '\u3042', Korean: '\uD55C', emoji: '\u{1F600}',
};
document.title = JSON.stringify(Object.keys(letters).filter(script => nothing.includes(drawn(letters[script]))));
