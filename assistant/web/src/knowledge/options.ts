import type { EChartsCoreOption } from "echarts/core";

import { type Colours, seriesColours } from "./useColours";

export interface Stack {
  name: string;
  values: readonly number[];
}

/** What pointing at a part says: drawn on the canvas, never as markup. */
function tooltip(colours: Colours) {
  return {
    renderMode: "richText" as const,
    backgroundColor: colours.raised,
    borderColor: colours.line,
    textStyle: { color: colours.ink, fontFamily: colours.font, fontSize: 13 },
  };
}

function axes(colours: Colours) {
  return {
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    axisLabel: { color: colours["ink-soft"], fontFamily: colours.font },
    splitLine: { lineStyle: { color: colours.line } },
  };
}

/** Columns over time, one series on another. */
export function stackedColumns(
  columns: readonly string[],
  stacks: readonly Stack[],
  colours: Colours,
): EChartsCoreOption {
  const many = stacks.length > 1;
  return {
    color: seriesColours(colours),
    tooltip: tooltip(colours),
    ...(many
      ? {
          legend: {
            type: "scroll",
            bottom: 0,
            textStyle: { color: colours["ink-soft"], fontFamily: colours.font, width: 190, overflow: "truncate" },
            pageTextStyle: { color: colours["ink-soft"] },
            pageIconColor: colours.accent,
          },
        }
      : {}),
    grid: { left: 8, right: 8, top: 16, bottom: many ? 40 : 8, containLabel: true },
    xAxis: { type: "category", data: [...columns], ...axes(colours), splitLine: { show: false } },
    yAxis: { type: "value", minInterval: 1, ...axes(colours) },
    series: stacks.map(({ name, values }) => ({
      type: "bar",
      name,
      stack: "all",
      data: [...values],
      barMaxWidth: 44,
      emphasis: { focus: "series" },
    })),
  };
}

export interface Bar {
  name: string;
  value: number;
  colour?: string;
}

/** Bars beside their names, the first at the top. */
export function bars(
  rows: readonly Bar[],
  colours: Colours,
  format: (value: number) => string = String,
): EChartsCoreOption {
  return {
    tooltip: {
      ...tooltip(colours),
      valueFormatter: (value: unknown) => format(Number(value)),
    },
    grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map(({ name }) => name),
      ...axes(colours),
      axisLabel: {
        color: colours.ink,
        fontFamily: colours.font,
        interval: 0,
        width: 220,
        overflow: "truncate",
      },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 22,
        data: rows.map(({ value, colour }) => ({
          value,
          itemStyle: { color: colour ?? colours["chart-1"], borderRadius: 3 },
        })),
        label: {
          show: true,
          position: "right",
          color: colours["ink-soft"],
          fontFamily: colours.font,
          formatter: ({ value }: { value: unknown }) => format(Number(value)),
        },
      },
    ],
  };
}

export interface Tile {
  id: string;
  name: string;
  value: number;
  colour: string;
}

/** Tiles as large as what they count. */
export function tiles(all: readonly Tile[], colours: Colours): EChartsCoreOption {
  return {
    tooltip: tooltip(colours),
    series: [
      {
        type: "treemap",
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        itemStyle: { borderColor: colours.raised, borderWidth: 2, gapWidth: 2 },
        label: {
          color: colours.raised,
          fontFamily: colours.font,
          fontSize: 12,
          lineHeight: 17,
          overflow: "break",
          formatter: "{b}\n{c}",
        },
        data: all.map(({ id, name, value, colour }) => ({
          id,
          name,
          value,
          itemStyle: { color: colour },
        })),
      },
    ],
  };
}
