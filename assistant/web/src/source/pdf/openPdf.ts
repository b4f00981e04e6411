import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentLoadingTask,
  VerbosityLevel,
} from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url&no-inline";

import { CharacterMaps, StandardFonts } from "./resources";

GlobalWorkerOptions.workerSrc = workerUrl;

/** Opens a PDF; `destroy()` gives back what it holds. Nothing in it runs: no script, no form, no link. */
export function openPdf(data: ArrayBuffer): PDFDocumentLoadingTask {
  return getDocument({
    data,
    CMapReaderFactory: CharacterMaps,
    StandardFontDataFactory: StandardFonts,
    useWorkerFetch: false,
    useWasm: false,
    isEvalSupported: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
}
