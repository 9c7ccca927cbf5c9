// Search, copy and the mark of where one is: the page is whole without any of it.
const find = document.getElementById('find');
const chapters = [...document.querySelectorAll('nav details.chapter')];
const links = new Map([...document.querySelectorAll('nav details.chapter a')].map(a => [a.hash.slice(1), a]));
const opened = new Map();

find.addEventListener('input', () => {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  let any = false;
  for (const chapter of chapters) {
    if (!opened.has(chapter)) opened.set(chapter, chapter.open);
    const name = chapter.querySelector('summary').textContent;
    let found = false;
    for (const link of chapter.querySelectorAll('a')) {
      const text = (link.dataset.find + ' ' + name).toLowerCase();
      link.hidden = !words.every(word => text.includes(word));
      found ||= !link.hidden;
    }
    chapter.hidden = !found;
    chapter.open = words.length ? found : opened.get(chapter);
    any ||= found;
  }
  if (!words.length) opened.clear();
  document.getElementById('nothing').hidden = any;
});

find.addEventListener('keydown', event => {
  if (event.key === 'Enter') {
    const first = [...links.values()].find(link => !link.hidden && !link.closest('details').hidden);
    if (first) location.hash = first.hash;
  } else if (event.key === 'Escape') {
    find.value = '';
    find.dispatchEvent(new Event('input'));
    find.blur();
  }
});

document.addEventListener('keydown', event => {
  if (event.key === '/' && document.activeElement !== find) {
    event.preventDefault();
    find.focus();
  }
});

document.addEventListener('click', async event => {
  if (event.target.matches('.curl button')) {
    const button = event.target;
    await navigator.clipboard.writeText(button.nextElementSibling.textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  }
});

const list = document.querySelector('.links');
let here = null;
function mark(id) {
  const link = links.get(id);
  if (!link || link === here) return;
  here?.classList.remove('here');
  here = link;
  link.classList.add('here');
  const chapter = link.closest('details');
  if (!find.value) chapter.open = true;
  // Only the list moves, never the page.
  const over = list.getBoundingClientRect().top - link.getBoundingClientRect().top;
  const under = link.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
  if (over > 0) list.scrollTop -= over;
  else if (under > 0) list.scrollTop += under;
}
const seen = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) mark(entry.target.id);
}, {rootMargin: '-10% 0px -80% 0px'});
document.querySelectorAll('article').forEach(article => seen.observe(article));
