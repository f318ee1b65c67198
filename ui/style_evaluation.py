"""How the results of an evaluation look; the rows and the gate are ``eval``'s own HTML."""

from __future__ import annotations

EVALUATION_CSS = """
.evaluation-board .cards { display: grid; gap: 10px; margin: 0 0 16px;
  grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); }
.evaluation-board .card { border: 1px solid var(--line); border-radius: 4px; padding: 8px 14px;
  background: var(--paper); }
.evaluation-board .card b { display: block; font-size: 22px; font-weight: 600; line-height: 1.4;
  font-variant-numeric: tabular-nums; }
.evaluation-board .card small { display: block; line-height: 1.5; }
.board .up, .board .found { color: var(--good); }
.board .down, .board .missed { color: var(--bad); }
.board .even { color: var(--soft); }
.evaluation-board .gate, .evaluation-board section { border: 1px solid var(--line);
  border-left: 4px solid var(--accent); border-radius: 4px; padding: 10px 16px; margin: 0 0 14px;
  background: var(--paper); }
.evaluation-board .gate.good { border-left-color: var(--good); }
.evaluation-board .gate.bad { border-left-color: var(--bad); }
.evaluation-board .gate details { margin-top: 8px; }
.evaluation-board .changes, .evaluation-board .pair { display: grid; gap: 20px;
  grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.evaluation-board .chart { display: grid; gap: 6px 14px; align-items: center; max-width: 860px;
  grid-template-columns: fit-content(30%) 1fr max-content; font-size: 14px; margin: 0 0 16px;
  padding: 12px 16px; border: 1px solid var(--line); border-radius: 4px; background: var(--paper);
  font-variant-numeric: tabular-nums; }
.evaluation-board .chart .label { text-align: right; overflow: hidden; text-overflow: ellipsis; }
.evaluation-board .chart .scale, .evaluation-board .chart .track { position: relative;
  height: 18px; }
.evaluation-board .chart .scale span { position: absolute; transform: translateX(-50%);
  color: var(--soft); font-size: 12px; }
.evaluation-board .chart .track { background: color-mix(in srgb, var(--line) 45%, transparent); }
.evaluation-board .chart i { position: absolute; display: block; }
.evaluation-board .chart .bar { left: 0; top: 2px; bottom: 2px; background: var(--bar); }
.evaluation-board .chart .whisker { top: 8px; height: 2px; background: var(--body-text-color);
  opacity: .55; }
.evaluation-board .chart .before { top: -2px; bottom: -2px; width: 3px; margin-left: -1.5px;
  background: var(--bad); }
.evaluation-board dl.legend { display: grid; grid-template-columns: max-content 1fr;
  gap: 2px 16px; font-size: 14px; margin: 6px 0; }
.evaluation-board dl.legend dd { margin: 0; color: var(--soft); }
.evaluation-board details.row { border: 1px solid var(--line); border-radius: 4px;
  background: var(--paper); margin: 0 0 8px; display: block; }
.evaluation-board .row > summary { display: flex; flex-wrap: wrap; gap: 2px 10px; padding: 8px 14px;
  align-items: baseline; color: var(--body-text-color); font-size: 15px; }
.evaluation-board .row > summary .badge { margin: 0; }
.evaluation-board .row > summary .question { flex: 1; min-width: 240px; overflow-wrap: anywhere;
  background: none; padding: 0; margin: 0 !important; max-width: none; border-radius: 0; }
.evaluation-board .row > summary .id { color: var(--soft); font-size: 13px; }
.evaluation-board .row .body { padding: 4px 16px 14px; border-top: 1px solid var(--line); }
.evaluation-board .row .reasons { margin: 10px 0; padding: 8px 12px 8px 30px; list-style: disc;
  background: var(--bad-back); border-radius: 4px; }
.evaluation-board .row .reasons.warn { background: var(--warn-back); }
.evaluation-board .row h3 { color: var(--soft); font-size: 13.5px; margin: 8px 0 4px; }
.evaluation-board .row .text { white-space: pre-wrap; overflow-wrap: anywhere; }
.evaluation-board .row blockquote { font-size: 14px; line-height: 1.7; padding: 0 12px;
  border-left: 3px solid var(--line); margin-bottom: 8px; }
.evaluation-board .row .scroll { overflow-x: auto; margin-bottom: 10px; }
.evaluation-board .verdict { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center;
  border: 0; border-top: 1px dashed var(--line); padding: 10px 0 0; margin: 8px 0 0;
  background: none; color: inherit; font-size: 14px; }
.evaluation-board .verdict input[type=radio] { appearance: auto; width: 16px; height: 16px;
  margin: 0; accent-color: var(--accent); background: none; border: 0; box-shadow: none; }
.evaluation-board .verdict textarea { flex: 1; min-width: 220px; height: 40px; resize: vertical;
  font: inherit; line-height: 1.6; color: inherit; background: var(--paper); border: 1px solid var(--line);
  border-radius: 4px; padding: 4px 10px; }
.evaluation-board .verdict label { display: inline-flex; gap: 5px; align-items: center; }
.board .runs td, .board .runs th { white-space: nowrap; }
.board .runs td:nth-child(2) { white-space: normal; min-width: 9em; }
.evaluation-result { margin-top: 8px; }
@media (max-width: 900px) {
  .evaluation-board .changes, .evaluation-board .pair { grid-template-columns: minmax(0, 1fr); }
}
"""
