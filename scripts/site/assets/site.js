// In a lesson's page: draws its charts when they come near, and searches the lessons of its language.

/** How each library draws a specification in a place. */
const draw = {
  vega(place, specification) {
    const { spec } = vegaLite.compile(specification);
    return new vega.View(vega.parse(spec), { renderer: 'svg', container: place, hover: true }).runAsync();
  },
  plotly: (place, { data, layout }) => Plotly.newPlot(place, data, layout),
};

async function makeLive(figure) {
  const specification = JSON.parse(figure.querySelector('script').textContent);
  const place = document.createElement('div');
  figure.append(place);
  try {
    await draw[figure.dataset.library](place, specification);
    figure.querySelector('img')?.remove();
  } catch (error) {
    // The saved picture stays.
    place.remove();
    console.error(error);
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      makeLive(target);
    }
  },
  { rootMargin: '600px' },
);
for (const figure of document.querySelectorAll('figure.chart')) near.observe(figure);

const search = document.getElementById('search');
const found = document.getElementById('found');
let sections;

search.addEventListener('input', async () => {
  sections ??= fetch('search.json').then((answer) => answer.json());
  const asked = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = asked.length === 0 ? [] : best(await sections, asked);
  found.hidden = asked.length === 0;
  found.replaceChildren(...(hits.length > 0 ? hits.map(link) : [search.dataset.none]));
});

/** Sections that hold every word, those with it in a heading first. Parts of words count: Korean joins them. */
function best(all, asked) {
  const scored = all.map((section) => {
    const heading = `${section.lesson} ${section.heading}`.toLowerCase();
    const text = section.text.toLowerCase();
    const each = asked.map((word) => (heading.includes(word) ? 3 : 0) + (text.includes(word) ? 1 : 0));
    return { section, score: each.includes(0) ? 0 : each.reduce((sum, value) => sum + value) };
  });
  const hits = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  return hits.slice(0, 20).map(({ section }) => section);
}

function link({ address, lesson, heading }) {
  const item = document.createElement('li');
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.textContent = heading === lesson ? lesson : `${lesson}: ${heading}`;
  item.append(anchor);
  return item;
}
