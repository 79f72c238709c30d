import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Drawing } from './chart.ts';
import { escapeText, svgElement } from './svg.ts';

use([BarChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);

/**
 * The drawing as an SVG element that the content policy lets through: ECharts writes `style` attributes and
 * a `<style>` block, which become presentation attributes and nothing. The same drawing gives the same bytes.
 * `id` is unlike any other on its page: patterns are named after it.
 */
export function renderDrawing(
  id: string,
  { width, height, option, links = [] }: Drawing,
  label: { readonly title: string; readonly description: string },
): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    const marks = withoutStyles(withLinks(innerSvg(chart.renderToSVGString()), links), id);
    return svgElement(id, { width, height }, label, marks);
  } finally {
    chart.dispose();
  }
}

function innerSvg(svg: string): string {
  return svg
    .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/<rect width="[^"]*" height="[^"]*" x="0" y="0"[^>]*fill="none"[^>]*><\/rect>/, '');
}

/**
 * Marks lead where the table behind the chart leads, for those who point at them; keyboards and screen
 * readers have the table, so the links take no place in the order of focus.
 */
function withLinks(svg: string, links: readonly (readonly (string | null)[])[]): string {
  return svg.replace(
    /<path(?![^>]* fill="none")[^>]* ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"[^>]*>\s*<\/path>/g,
    (mark, series: string, datum: string) => {
      const href = links[Number(series)]?.[Number(datum)];
      return href ? `<a href="${escapeText(href)}" tabindex="-1">${mark}</a>` : mark;
    },
  );
}

function withoutStyles(svg: string, id: string): string {
  return svg
    .replace(/ style="([^"]*)"/g, (_match, style: string) => fontAttributes(style))
    .replace(/ (?:class|ecmeta_\w+|pointer-events|xml:space)="[^"]*"/g, '')
    .replace(/<path d="[^"]*"(?: transform="[^"]*")? fill="none"><\/path>/g, '')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/\n+/g, '');
}

/** The style sheet gives the family; the size and the weight go with the drawing. */
function fontAttributes(style: string): string {
  const size = /(?:font-size:|\b)([\d.]+)px/.exec(style)?.[1];
  const weight = /font-weight:(\w+)|font: *\w+ +(\w+) /.exec(style);
  const isHeavy = weight?.[1] ?? weight?.[2];
  return [
    size ? ` font-size="${size}"` : '',
    isHeavy && isHeavy !== 'normal' ? ` font-weight="${isHeavy}"` : '',
  ].join('');
}
