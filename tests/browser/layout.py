"""Where things stand on a page: nothing beyond its edge, and each control whole and uncovered."""

from __future__ import annotations

from playwright.sync_api import Page

# What is reached by scrolling sideways in a part of its own, as in a wide table, is not cut off, nor is what
# ends in an ellipsis, or is in a spot of one pixel for those alone who have the page read to them. Cut off is
# looked for first: bringing a control into view scrolls even what hides it.
_FAULTY = """() => {
  const CONTROLS = 'a[href], button, input, select, textarea, summary, [role=button], [role=tab],'
    + '[role=option], [role=treeitem], [role=switch], [role=checkbox], [role=radio], [tabindex="0"]';
  const says = one => one.outerHTML.slice(0, 200);
  const boxOf = one => [...one.getClientRects()].find(box => box.width > 1 && box.height > 1);
  const isToBeSeen = one => {
    for (let above = one; above; above = above.parentElement) if (above.offsetWidth === 1) return false;
    return boxOf(one) && !one.closest('[inert]')
      && one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const isCutOff = control => {
    const box = boxOf(control);
    const reaches = (left, right) => box.left < left - 1 || box.right > right + 1;
    for (let above = control.parentElement; above; above = above.parentElement) {
      const style = getComputedStyle(above);
      if (style.overflowX === 'visible') continue;
      if (['auto', 'scroll'].includes(style.overflowX) && above.scrollWidth > above.clientWidth) return false;
      const frame = above.getBoundingClientRect();
      if (style.textOverflow !== 'ellipsis' && reaches(frame.left, frame.right)) return true;
    }
    return reaches(0, document.documentElement.clientWidth);
  };
  const isCutShort = control => {
    const style = getComputedStyle(control);
    return control.matches('a, button, summary') && !['visible', 'auto', 'scroll'].includes(style.overflowX)
      && style.textOverflow !== 'ellipsis' && control.scrollWidth > control.clientWidth + 1;
  };
  const coveredBy = control => {
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = boxOf(control);
    const labels = [...(control.labels ?? [])];
    return [box.left + 3, box.left + box.width / 2, box.right - 3]
      .map(x => document.elementFromPoint(x, box.top + box.height / 2))
      .find(hit => hit && ![control, ...labels].some(one => one.contains(hit) || hit.contains(one)));
  };
  const controls = [...document.querySelectorAll(CONTROLS)].filter(isToBeSeen);
  const cut = controls.filter(one => isCutOff(one) || isCutShort(one)).map(one => `cut off: ${says(one)}`);
  const covered = controls.map(one => [one, coveredBy(one)]).filter(([, by]) => by)
    .map(([one, by]) => `covered: ${says(one)} by ${says(by)}`);
  return [...cut, ...covered];
}"""


def edges(page: Page) -> int:
    """How far the page goes beyond the screen's edge, in pixels; none where it does not."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def faulty_controls(page: Page) -> list[str]:
    """Controls that are cut off at a side by what holds them, or covered by something else."""
    return [str(fault) for fault in page.evaluate(_FAULTY)]
