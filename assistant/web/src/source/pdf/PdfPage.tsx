import {
  type PageViewport,
  type PDFDocumentProxy,
  type PDFPageProxy,
  TextLayer,
} from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { bringIntoView } from "../bringIntoView";
import { findQuote } from "./findQuote";
import type { PageMark } from "./pageMarks";
import styles from "./pdf.module.css";

/** Sharper than this no screen shows, and no memory bears. */
const MOST_PIXELS = 2;
/** Of the size of a font: how far its signs rise above the line they stand on, and how high they are in all. */
const ASCENT = 0.95;
const LINE = 1.2;
const FAR = "120% 0px";

export interface Size {
  width: number;
  height: number;
}

interface Box {
  number: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

interface PdfPageProps {
  pdf: PDFDocumentProxy;
  number: number;
  /** What it takes up before it is drawn. */
  likely: Size;
  /** CSS pixels that a page is wide. */
  width: number;
  marks: readonly PageMark[];
  active: number | null;
}

/** One page, drawn while it is near to what is seen: picture, text to select, and what is quoted. */
export function PdfPage({ pdf, number, likely, width, marks, active }: PdfPageProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLElement>(null);
  const near = useNear(frame);
  const [size, setSize] = useState(likely);
  const scale = width / size.width;
  const [boxes, setBoxes] = useState<Box[]>([]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!near || !canvas.current || !text.current) return undefined;
    const drawing = draw(pdf, number, width, canvas.current, text.current);
    drawing.done.then(
      ({ size: own, pieces }) => {
        setSize((held) => (held.width === own.width && held.height === own.height ? held : own));
        setBoxes(boxesOf(pieces, marks, frame.current));
      },
      () => undefined, // cancelled, or a page that is broken: its text stands in the other view
    );
    return () => {
      drawing.cancel();
    };
  }, [pdf, number, width, near, marks]);

  const wanted = boxes.some((box) => box.number === active);
  useEffect(() => {
    const box = frame.current?.querySelector("[data-active=true]");
    const panel = box?.closest("[data-scroll]");
    if (box && panel) bringIntoView(box, panel);
  }, [wanted, active]);

  return (
    <section
      ref={frame}
      className={styles["page"]}
      data-page={number}
      aria-label={t("record.page", { page: number })}
      style={{
        width,
        height: size.height * scale,
        ["--total-scale-factor" as string]: scale,
      }}
    >
      {near && (
        <>
          <canvas ref={canvas} aria-hidden="true" />
          <div className={styles["boxes"]}>
            {boxes.map((box, index) => (
              <mark
                key={index}
                data-active={box.number === active}
                style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
              />
            ))}
          </div>
          <div ref={text} className={styles["text"]} />
        </>
      )}
    </section>
  );
}

/** From where to where a line of text goes, from above; null where it does not lie. */
interface Line {
  top: number;
  height: number;
}

interface Piece {
  element: HTMLElement;
  line: Line | null;
}

interface Drawn {
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

function draw(
  pdf: PDFDocumentProxy,
  number: number,
  width: number,
  canvas: HTMLCanvasElement,
  text: HTMLDivElement,
): { done: Promise<Drawn>; cancel: () => void } {
  let cancelled = false;
  let stop = (): void => undefined;
  const run = async (): Promise<Drawn> => {
    const page: PDFPageProxy = await pdf.getPage(number);
    const own = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: width / own.width });
    if (cancelled) throw new Error("no longer near");
    const ratio = Math.min(devicePixelRatio, MOST_PIXELS);
    canvas.width = Math.floor(viewport.width * ratio);
    canvas.height = Math.floor(viewport.height * ratio);
    const task = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
    text.replaceChildren();
    const content = await page.getTextContent();
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

function boxesOf(
  pieces: readonly Piece[],
  marks: readonly PageMark[],
  frame: HTMLElement | null,
): Box[] {
  if (!frame) return [];
  const origin = frame.getBoundingClientRect();
  const texts = pieces.map(({ element }) => element.textContent);
  return marks.flatMap(({ number, quote }) =>
    findQuote(texts, quote).flatMap(({ piece, start, end }) => {
      const { element, line = null } = pieces[piece] ?? {};
      const node = element?.firstChild;
      if (!node) return [];
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      return [...range.getClientRects()].map((rect) => ({
        number,
        left: rect.left - origin.left,
        top: line?.top ?? rect.top - origin.top,
        width: rect.width,
        height: line?.height ?? rect.height,
      }));
    }),
  );
}

function useNear(frame: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const target = frame.current;
    if (!target) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        setNear(entry?.isIntersecting ?? false);
      },
      { root: target.closest("[data-scroll]"), rootMargin: FAR },
    );
    observer.observe(target);
    return () => {
      observer.disconnect();
    };
  }, [frame]);
  return near;
}
