/** The few charts that are used, loaded with the first of them. */
import { BarChart, TreemapChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, TreemapChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export { init };
