"""How the tabs 找例句, 报告库 and 评测 look; ``ui.style`` joins it to its own."""

from __future__ import annotations

from ui.style_evaluation import EVALUATION_CSS

_TABS = """
.board { --line: var(--border-color-primary); --soft: var(--body-text-color-subdued);
  --accent: var(--link-text-color); --paper: var(--background-fill-primary);
  --back: var(--background-fill-secondary); --good: #1a7f4b; --bad: #b3261e; --warn: #8a5a00;
  --good-back: #e8f5ee; --bad-back: #fdecea; --warn-back: #fdf4e0; --bar: #7fa9d6;
  --mark: #fdf1b8; color: var(--body-text-color); font-size: 15px; line-height: 1.75; }
.dark .board { --good: #63c793; --bad: #ff8f86; --warn: #e5b45a; --good-back: #16301f;
  --bad-back: #3a1c1a; --warn-back: #332813; --bar: #3d6594; --mark: #5a4a10; }
.board h2 { font-size: 19px; font-weight: 600; margin: 0 0 6px; line-height: 1.5; }
.board h3 { font-size: 15px; font-weight: 600; margin: 0 0 4px; }
.board p { margin: 0 0 8px; }
.board ul { margin: 0; padding: 0; list-style: none; }
.board small { color: var(--soft); font-size: 13px; }
.board a { color: var(--accent); }
.board button { font: inherit; cursor: pointer; border-radius: 4px; }
.board button:focus-visible, .board summary:focus-visible, .board [tabindex]:focus-visible,
.board input:focus-visible, .board textarea:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 1px; }
.board .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.board .hint, .board .counted { color: var(--soft); font-size: 14px; }
.board .notice { padding: 8px 14px; border-radius: 4px; background: var(--back);
  border-left: 3px solid var(--accent); overflow-wrap: anywhere; }
.board .notice.good { background: var(--good-back); border-left-color: var(--good); }
.board .notice.bad { background: var(--bad-back); border-left-color: var(--bad); }
.board .badge { display: inline-block; padding: 0 8px; margin-left: 6px; border-radius: 3px;
  font-size: 12.5px; font-weight: 400; line-height: 20px; white-space: nowrap;
  background: var(--back); color: var(--soft); border: 1px solid var(--line); }
.board .badge.good { background: var(--good-back); color: var(--good); border-color: transparent; }
.board .badge.bad { background: var(--bad-back); color: var(--bad); border-color: transparent; }
.board .badge.warn { background: var(--warn-back); color: var(--warn); border-color: transparent; }
.board button.open, .board button.goto, .board button.sorts { border: 0; padding: 0;
  background: none; color: var(--accent); text-align: left; }
.board button.open:hover, .board button.goto:hover { text-decoration: underline;
  text-underline-offset: 3px; }
.board button.sorts { color: inherit; font-weight: 600; white-space: nowrap; }
.board button.copy, .board button.small, .board .more button { padding: 1px 10px; font-size: 13px;
  border: 1px solid var(--line); background: var(--paper); color: var(--body-text-color); }
.board button.copy:hover, .board button.small:hover, .board .more button:hover {
  border-color: var(--accent); color: var(--accent); }
.board .table-scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 4px;
  background: var(--paper); }
.board table { width: 100%; border-collapse: collapse; font-size: 14px;
  font-variant-numeric: tabular-nums; margin: 0; }
.board th, .board td { padding: 8px 12px; text-align: left; vertical-align: top; border: 0;
  border-bottom: 1px solid var(--line); line-height: 1.6; overflow-wrap: anywhere;
  background: none; }
.board tbody tr:last-child > * { border-bottom: 0; }
.board thead th { font-weight: 600; white-space: nowrap; background: var(--back);
  overflow-wrap: normal; }
.board tbody th { font-weight: 400; }
.board tbody th small { display: block; }
.board .number { text-align: right; white-space: nowrap; }
.board .progress-line { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center;
  padding: 10px 14px; border: 1px solid var(--line); border-radius: 4px; }
.board progress { flex: 0 1 320px; height: 8px; appearance: none; border: 0; border-radius: 4px;
  overflow: hidden; background: color-mix(in srgb, var(--line) 60%, transparent); }
.board progress::-webkit-progress-bar { background: color-mix(in srgb, var(--line) 60%, transparent); }
.board progress::-webkit-progress-value { background: var(--accent); }
.board progress::-moz-progress-bar { background: var(--accent); }
.board .doing { color: var(--soft); overflow-wrap: anywhere; }
.filters { align-items: flex-end !important; }
.filters button, .tools button, .start { align-self: flex-end; }
.tools { gap: 8px !important; justify-content: flex-start; }
.start { max-width: 160px; align-self: flex-start !important; }
.board.block, .board > .html-container { padding: 0 !important; }
.danger { color: #b3261e !important; }
.dark .danger { color: #ff8f86 !important; }
.sheet { border: 1px solid var(--border-color-primary); border-radius: 4px; padding: 14px 16px;
  background: var(--background-fill-secondary); }
.inner-tabs > .tab-wrapper { margin-bottom: 6px; }
#shelf-said:not(:has(.notice)), #basket-said:not(:has(.notice)),
#evaluation-said:not(:has(.notice, .progress-line)) { display: none; }
.records th, .records td { min-width: 5.5em; }
.records td:last-child { min-width: 13em; }
.shelf tbody tr:hover { background: var(--back); }
.shelf th[scope=row] { min-width: 220px; }
.report-board .report-head { border-bottom: 1px solid var(--line); padding: 4px 0 12px;
  margin-bottom: 12px; }
.report-board .report-head dl { display: grid; gap: 2px 24px; margin: 0; font-size: 14px;
  grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); }
.report-board .report-head dl div { display: flex; gap: 10px; min-width: 0; }
.report-board .report-head dt { color: var(--soft); flex: none; }
.report-board .report-head dl .wide { grid-column: 1 / -1; }
.report-board .report-head dd { margin: 0; overflow-wrap: anywhere; }
.report-board .report-parts { display: grid; gap: 16px; align-items: start;
  grid-template-columns: minmax(200px, 250px) minmax(0, 1fr) minmax(260px, 330px); }
.report-board .report-parts > * { max-height: calc(100vh - 150px); overflow-y: auto; margin: 0;
  border: 1px solid var(--line); border-radius: 4px; background: var(--paper);
  overscroll-behavior: contain; }
.report-board .side > summary { position: sticky; top: 0; z-index: 1; padding: 8px 14px;
  font-weight: 600; cursor: pointer; background: var(--back);
  border-bottom: 1px solid var(--line); }
.report-board .side .notice { margin: 10px; }
.report-board .side .table-scroll { border: 0; border-radius: 0; overflow-x: visible; }
.report-board nav ul { padding: 8px 0; }
.report-board nav li { padding: 3px 12px; font-size: 14px; line-height: 1.55; }
.report-board nav li.level-2 { padding-left: 26px; font-size: 13.5px; }
.report-board nav li.level-3, .report-board nav li.level-4 { padding-left: 40px; font-size: 13px; }
.report-board nav li button { color: inherit; }
.report-board nav li.level-1 button { font-weight: 600; }
.report-board nav .badge { margin: 0 0 0 6px; font-size: 12px; line-height: 18px; }
.report-board .report-text { padding: 18px 28px; scroll-behavior: smooth; }
.report-board .report-text p { margin: 0 0 10px; text-indent: 2em; line-height: 1.95;
  overflow-wrap: anywhere; white-space: pre-wrap; }
.report-board .report-text p { max-width: 720px; margin-inline: auto; }
.report-board .report-text .heading { font-weight: 600; }
.report-board .report-text p.level-1 { font-size: 16.5px; margin: 18px 0 10px; }
.report-board .report-text .page-turn { text-indent: 0; text-align: center; font-size: 12.5px;
  color: var(--soft); border-top: 1px dashed var(--line); margin: 14px 0 6px; }
.report-board .figure { border-bottom: 1px dotted var(--accent); }
.report-board .arrived, .report-board mark.quoted { background: var(--mark); color: inherit;
  box-shadow: 0 0 0 3px var(--mark); border-radius: 2px; outline: none; }
.report-board h2.arrived { background: none; box-shadow: none; }
.report-board .figure-list th, .report-board .figure-list td { padding: 5px 10px; font-size: 13px; }
.report-board .figure-list td:nth-child(2) { white-space: nowrap; }
.report-board .earlier { margin-bottom: 10px; font-size: 14px; }
.chart-part { gap: 8px !important; margin-bottom: 18px; }
.board .table-scroll:has(table.coverage) { width: fit-content; max-width: 100%; }
.switch { margin-bottom: 8px; }
.board table.coverage { width: auto; }
.coverage th, .coverage td { text-align: center; padding: 4px 10px; min-width: 56px; }
.coverage th:first-child { text-align: left; position: sticky; left: 0; min-width: 120px;
  background: var(--back); z-index: 1; }
.coverage td button { border: 0; width: 100%; padding: 2px 0; background: none; color: inherit; }
.coverage td button:hover { text-decoration: underline; }
.coverage .lacking { background: repeating-linear-gradient(135deg, transparent 0 5px,
  var(--line) 5px 6px); }
.coverage .shade-1 { background: color-mix(in srgb, var(--bar) 25%, transparent); }
.coverage .shade-2 { background: color-mix(in srgb, var(--bar) 42%, transparent); }
.coverage .shade-3 { background: color-mix(in srgb, var(--bar) 60%, transparent); }
.coverage .shade-4 { background: color-mix(in srgb, var(--bar) 78%, transparent); }
.coverage .shade-5 { background: var(--bar); }
.coverage tfoot > tr > *, .coverage tr > td:last-child { color: var(--soft); }
.coverage tfoot th, .coverage tfoot td { border-bottom: 0; border-top: 1px solid var(--line); }
.bar-chart { border: 1px solid var(--line); border-radius: 4px; background: var(--paper);
  padding: 10px 16px; margin-bottom: 14px; max-height: 560px; overflow-y: auto; }
.bars { padding: 5px 0; display: grid; grid-template-columns: minmax(120px, 26%) 1fr;
  column-gap: 14px; align-items: start; }
.bars + .bars { border-top: 1px solid color-mix(in srgb, var(--line) 60%, transparent); }
.bars-heading { grid-row: 1 / span 40; text-align: right; font-size: 14px; line-height: 1.5;
  padding-top: 1px; overflow-wrap: anywhere; }
.bar-row { display: grid; grid-template-columns: 56px minmax(60px, 1fr) minmax(80px, max-content);
  gap: 10px; align-items: center; font-size: 13.5px; grid-column: 2;
  font-variant-numeric: tabular-nums; line-height: 1.6; }
.bar-label { color: var(--soft); }
.bar-track { height: 14px; background: color-mix(in srgb, var(--line) 45%, transparent); }
.bar-track .bar { display: block; height: 100%; min-width: 1px; background: var(--bar); }
.bar-track .bar.negative { background: var(--bad); }
.line-chart { margin: 0 0 14px; padding: 12px 16px; border: 1px solid var(--line);
  border-radius: 4px; background: var(--paper); }
.line-chart { overflow-x: auto; }
.line-chart svg { width: 100%; min-width: 520px; height: auto; max-height: 340px; display: block; }
.line-chart .grid { stroke: var(--line); stroke-width: 1; }
.line-chart .scale { fill: var(--soft); font-size: 12px; }
.line-chart polyline { fill: none; stroke: currentColor; stroke-width: 2; }
.line-chart circle { fill: currentColor; stroke: none; }
.line-chart figcaption { font-size: 13.5px; color: var(--soft); }
.line-chart figcaption ul { display: flex; flex-wrap: wrap; gap: 2px 18px; }
.line-chart li i { display: inline-block; width: 18px; height: 3px; margin-right: 6px;
  vertical-align: middle; background: currentColor; }
.line-0 { color: #1f5fa8; } .line-1 { color: #b4541a; } .line-2 { color: #2f7d5b; }
.line-3 { color: #7a4a9e; } .line-4 { color: #a3324a; } .line-5 { color: #6b6b1f; }
.dark .line-0 { color: #82b4ea; } .dark .line-1 { color: #eba36f; }
.dark .line-2 { color: #74c69d; } .dark .line-3 { color: #c3a0e0; }
.dark .line-4 { color: #ee8ea2; } .dark .line-5 { color: #cfcf7a; }
.board .table-scroll:has(table.points) { max-height: 520px; overflow: auto; }
.points thead th { position: sticky; top: 0; z-index: 1; }
.points td:nth-child(2), .points td:nth-child(3) { white-space: nowrap; }
.points tbody th { min-width: 8em; }
.points td:nth-child(3) small { display: block; }
.points td:nth-child(4) { min-width: 7em; }
.points td:last-child { min-width: 280px; }
.board ol.groups { list-style: none; margin: 0; padding: 0; }
.groups > li { border: 1px solid var(--line); border-radius: 4px; background: var(--paper);
  margin-bottom: 12px; padding: 10px 16px 12px; }
.group-head { display: flex; align-items: center; font-size: 13.5px; margin-bottom: 4px; }
.group-head b { color: var(--accent); min-width: 1.2em; }
.passage + .passage, .groups details .passage { border-top: 1px dashed var(--line);
  padding-top: 10px; margin-top: 10px; }
.board blockquote { margin: 0 0 4px; padding: 0; border: 0; font-size: 15.5px; line-height: 1.9;
  white-space: pre-wrap; overflow-wrap: anywhere; font-style: normal; color: inherit; }
.board .source { color: var(--soft); font-size: 13px; line-height: 1.6; margin: 0 0 6px;
  overflow-wrap: anywhere; }
.board .acts { display: flex; flex-wrap: wrap; gap: 6px 8px; margin: 0; }
.board summary { cursor: pointer; color: var(--soft); font-size: 14px; }
.groups details { margin-top: 10px; }
.basket-column { position: sticky; top: 12px; }
.board.block.basket-board { border: 1px solid var(--border-color-primary) !important;
  border-radius: 4px; background: var(--background-fill-primary); padding: 10px 14px !important; }
.basket { max-height: calc(100vh - 300px); overflow-y: auto; }
.basket li { padding: 8px 0; border-top: 1px solid var(--line); font-size: 14px; }
.basket li.topic { font-weight: 600; padding-bottom: 4px; color: var(--accent); }
.basket li p { margin: 0 0 2px; }
.basket .source { display: flex; justify-content: space-between; gap: 8px; align-items: center; }
.skeleton { border: 1px solid var(--line); border-radius: 4px; background: var(--paper); }
.skeleton > li { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: 0 16px;
  align-items: center; padding: 7px 14px; }
.skeleton > li + li { border-top: 1px solid var(--line); }
.skeleton > li.level-1 .name { font-weight: 600; }
.skeleton > li.level-2 { padding-left: 40px; font-size: 14px; }
.skeleton .share { display: flex; gap: 10px; align-items: center; grid-column: 2; grid-row: 1; }
.skeleton .share small { min-width: 4.2em; }
.skeleton .bar-track { flex: none; width: 120px; height: 8px; }
.skeleton .hint { margin: 0; }
.skeleton details { grid-column: 1 / -1; }
.outline-board .acts { margin-bottom: 10px; }
.draft-check > details { margin-top: 10px; }
.draft-check > details > .counted { margin-top: 8px; }
@media (max-width: 900px) {
  .basket-column { position: static; }
  .report-board .report-parts { grid-template-columns: minmax(0, 1fr); }
  .report-board .report-parts > * { max-height: none; }
  .report-board .side { max-height: 60vh !important; }
  .report-board .report-text { padding: 12px 14px; }
  .bars { grid-template-columns: minmax(0, 1fr); }
  .bars-heading { grid-row: auto; text-align: left; font-weight: 600; }
  .bar-row { grid-column: 1; grid-template-columns: 48px minmax(40px, 1fr) minmax(64px, max-content); }
}
@media (max-width: 700px) {
  .skeleton > li { grid-template-columns: minmax(0, 1fr); }
  .skeleton > li.level-2 { padding-left: 26px; }
  .skeleton .share { grid-column: 1; grid-row: auto; }
  .board table.shelf thead { display: none; }
  .board table.shelf tr { display: grid; grid-template-columns: repeat(3, auto) 1fr; gap: 0 12px;
    padding: 8px 12px; border-bottom: 1px solid var(--line); }
  .board table.shelf th, .board table.shelf td { padding: 0; border: 0; font-size: 13px;
    color: var(--soft); }
  .board table.shelf th { grid-column: 1 / -1; font-size: 14px; }
  .board table.shelf td:nth-child(n+5) { display: none; }
  .coverage th:first-child { min-width: 84px; }
}
"""

TABS_CSS = _TABS + EVALUATION_CSS
