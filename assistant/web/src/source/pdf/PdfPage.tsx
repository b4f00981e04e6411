import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { bringIntoView } from "../bringIntoView";
import { type Drawn, drawPage, type Piece, type Size } from "./drawPage";
import { findQuote } from "./findQuote";
import type { PageMark } from "./pageMarks";
import styles from "./pdf.module.css";

const FAR = "120% 0px";

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
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const size = drawn?.size ?? likely;
  const scale = width / size.width;
  const [boxes, setBoxes] = useState<Box[]>([]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!near || !canvas.current || !text.current) return undefined;
    const drawing = drawPage(pdf, number, width, canvas.current, text.current);
    drawing.done.then(setDrawn, () => undefined); // cancelled, or broken: its text stands in the other view
    return () => {
      drawing.cancel();
    };
  }, [pdf, number, width, near]);

  // Measured once the page has its own size: that of the first, by which it was laid out, may be another.
  useLayoutEffect(() => {
    if (drawn) setBoxes(boxesOf(drawn.pieces, marks, frame.current));
  }, [drawn, marks]);

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
