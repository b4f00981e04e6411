import {
  type PageViewport,
  type PDFDocumentProxy,
  type PDFPageProxy,
  TextLayer,
} from "pdfjs-dist";

/** Sharper than this no screen shows, and no memory bears. */
const MOST_PIXELS = 2;
/** Of the size of a font: how far its signs rise above the line they stand on, and how high they are in all. */
const ASCENT = 0.95;
const LINE = 1.2;

export interface Size {
  width: number;
  height: number;
}

/** From where to where a line of text goes, from above; null where it does not lie. */
interface Line {
  top: number;
  height: number;
}

export interface Piece {
  element: HTMLElement;
  line: Line | null;
}

/** A page that stands: its own size in points, and the pieces of its text. */
export interface Drawn {
  size: Size;
  pieces: readonly Piece[];
}

/** Fonts that stand in for those of the file have other measures: the file says where its lines are. */
function lineOf(item: { transform: number[] }, viewport: PageViewport): Line | null {
  const [, along = 0, , upright = 0, left = 0, base = 0] = item.transform;
  if (along !== 0 || viewport.rotation !== 0) return null;
  const size = Math.abs(upright) * viewport.scale;
  const [, baseline] = viewport.convertToViewportPoint(left, base) as [number, number];
  return { top: baseline - ASCENT * size, height: LINE * size };
}

/** Draws a page as wide as is asked: its picture, and its text to select. */
export function drawPage(
  pdf: PDFDocumentProxy,
  number: number,
  width: number,
  canvas: HTMLCanvasElement,
  text: HTMLDivElement,
): { done: Promise<Drawn>; cancel: () => void } {
  let cancelled = false;
  const gone = (): boolean => cancelled;
  let stop = (): void => undefined;
  const run = async (): Promise<Drawn> => {
    const page: PDFPageProxy = await pdf.getPage(number);
    const own = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: width / own.width });
    if (gone()) throw new Error("no longer near");
    const ratio = Math.min(devicePixelRatio, MOST_PIXELS);
    canvas.width = Math.floor(viewport.width * ratio);
    canvas.height = Math.floor(viewport.height * ratio);
    const task = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
    // A canvas is given free at once, and takes the next drawing: two at a time it refuses.
    stop = () => {
      task.cancel();
    };
    task.promise.catch(() => undefined); // told below, unless the text fails first
    const content = await page.getTextContent();
    if (gone()) throw new Error("no longer near");
    text.replaceChildren();
    const layer = new TextLayer({ textContentSource: content, container: text, viewport });
    stop = () => {
      task.cancel();
      layer.cancel();
    };
    await Promise.all([task.promise, layer.render()]);
    const lines = content.items.flatMap((item) => ("str" in item ? [lineOf(item, viewport)] : []));
    return {
      size: { width: own.width, height: own.height },
      // pdf.js lays out an element for each item, in their order.
      pieces: layer.textDivs.map((element, index) => ({ element, line: lines[index] ?? null })),
    };
  };
  return {
    done: run(),
    cancel: () => {
      cancelled = true;
      stop();
    },
  };
}
