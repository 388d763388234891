// Formulas, by MathJax from its public address, in pages that have some. Without a network they stay as written.
window.MathJax = {
  tex: { inlineMath: [['$', '$']] },
  options: { skipHtmlTags: ['script', 'style', 'pre', 'code'] },
};
if (/\$[^$]+\$/.test(document.querySelector('main').textContent)) {
  const script = document.createElement('script');
  script.src = 'https://cdn.jsdelivr.net/npm/mathjax@3/es5/tex-chtml.js';
  document.head.append(script);
}
