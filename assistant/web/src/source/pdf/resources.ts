/** What pdf.js needs beside its code, from our own origin: how Chinese, Japanese and Korean fonts number their signs, and the fonts that every PDF may take for granted. */
const urls: Record<string, string> = {
  ...import.meta.glob<string>("/node_modules/pdfjs-dist/cmaps/*.bcmap", {
    query: "?url&no-inline",
    import: "default",
    eager: true,
  }),
  ...import.meta.glob<string>("/node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}", {
    query: "?url&no-inline",
    import: "default",
    eager: true,
  }),
};

async function bytesOf(path: string): Promise<Uint8Array> {
  const url = urls[`/node_modules/pdfjs-dist/${path}`];
  if (!url) throw new Error(`pdf.js asks for ${path}, which it does not bring`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** In the shape that pdf.js asks for character maps. */
export class CharacterMaps {
  async fetch({ name }: { name: string }): Promise<{ cMapData: Uint8Array; isCompressed: boolean }> {
    return { cMapData: await bytesOf(`cmaps/${name}.bcmap`), isCompressed: true };
  }
}

/** In the shape that pdf.js asks for standard fonts. */
export class StandardFonts {
  fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    return bytesOf(`standard_fonts/${filename}`);
  }
}
