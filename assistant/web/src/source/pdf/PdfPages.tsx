import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { send } from "../../api/http";
import type { RecordView } from "../../api/types";
import { Icon } from "../../icons/Icon";
import { Skeleton } from "../../ui/Skeleton";
import { fileAddress } from "../fileAddress";
import type { Mark } from "../marks";
import type { Size } from "./drawPage";
import { openPdf } from "./openPdf";
import { type PageMark, pageMarks } from "./pageMarks";
import styles from "./pdf.module.css";
import { PdfPage } from "./PdfPage";

const ZOOMS = [0.75, 1, 1.25, 1.5, 2, 3] as const;

interface PdfPagesProps {
  record: RecordView;
  marks: readonly Mark[];
  active: number | null;
  /** The file cannot be shown after all. */
  onFail: () => void;
}

interface Opened {
  pdf: PDFDocumentProxy;
  likely: Size;
}

/** A PDF as its pages, opened at the page of the quote. */
export function PdfPages({ record, marks, active, onFail }: PdfPagesProps) {
  const { t } = useTranslation();
  const opened = usePdf(record, onFail);
  const [zoom, setZoom] = useState(1);
  const pages = useRef<HTMLDivElement>(null);
  const room = useWidth(pages, opened !== null);
  const placed = useMemo(() => pageMarks(record, marks), [record, marks]);
  const byPage = useMemo(() => groupedByPage(placed), [placed]);
  const page = placed.find((mark) => mark.number === active)?.page ?? placed[0]?.page;
  const ready = opened !== null && room > 0;
  useEffect(() => {
    if (!ready || !page) return;
    pages.current?.querySelector(`[data-page="${page}"]`)?.scrollIntoView({ block: "start" });
  }, [ready, page]);

  if (!opened) return <Skeleton />;
  const numbers = Array.from({ length: opened.pdf.numPages }, (_, index) => index + 1);
  const step = ZOOMS.indexOf(zoom as (typeof ZOOMS)[number]);
  return (
    <>
      <div className={styles["tools"]} role="group" aria-label={t("pdf.size")}>
        <span className="quiet">{t("pdf.pages", { count: opened.pdf.numPages })}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t("pdf.smaller")}
          disabled={step === 0}
          onClick={() => {
            setZoom(ZOOMS[step - 1] ?? zoom);
          }}
        >
          <Icon name="minus" />
        </button>
        <span className={styles["zoom"]}>{t("pdf.zoom", { zoom })}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t("pdf.larger")}
          disabled={step === ZOOMS.length - 1}
          onClick={() => {
            setZoom(ZOOMS[step + 1] ?? zoom);
          }}
        >
          <Icon name="plus" />
        </button>
      </div>
      <div ref={pages} className={styles["pages"]} data-testid="pdf">
        {room > 0 &&
          numbers.map((number) => (
            <PdfPage
              key={number}
              pdf={opened.pdf}
              number={number}
              likely={opened.likely}
              width={Math.round(room * zoom)}
              marks={byPage.get(number) ?? NONE}
              active={active}
            />
          ))}
      </div>
    </>
  );
}

const NONE: readonly PageMark[] = [];

function groupedByPage(marks: readonly PageMark[]): Map<number, PageMark[]> {
  const pages = new Map<number, PageMark[]>();
  for (const mark of marks) pages.set(mark.page, [...(pages.get(mark.page) ?? []), mark]);
  return pages;
}

function usePdf(record: RecordView, onFail: () => void): Opened | null {
  const [opened, setOpened] = useState<Opened | null>(null);
  const fail = useRef(onFail);
  useEffect(() => {
    fail.current = onFail;
  });
  const { record_id: recordId, version } = record;
  useEffect(() => {
    const controller = new AbortController();
    let close = (): unknown => undefined;
    const load = async (): Promise<void> => {
      const { signal } = controller;
      const response = await send(fileAddress(recordId, version), "", { signal });
      const task = openPdf(await response.arrayBuffer());
      close = () => task.destroy();
      if (controller.signal.aborted) return void task.destroy();
      const pdf = await task.promise;
      const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
      setOpened({ pdf, likely: { width, height } });
    };
    load().catch(() => {
      if (!controller.signal.aborted) fail.current();
    });
    return () => {
      controller.abort();
      close();
      setOpened(null);
    };
  }, [recordId, version]);
  return opened;
}

function useWidth(element: React.RefObject<HTMLElement | null>, there: boolean): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const target = element.current;
    if (!there || !target) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.floor(entry?.contentRect.width ?? 0));
    });
    observer.observe(target);
    return () => {
      observer.disconnect();
    };
  }, [element, there]);
  return width;
}
