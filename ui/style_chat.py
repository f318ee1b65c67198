"""How the tab 问答 looks: the conversation, the list of conversations, the evidence panel."""

from __future__ import annotations

CHAT_CSS = """
.chat { --chat-height: calc(100dvh - 110px); display: grid !important; gap: 0;
  grid-template-columns: 232px minmax(0, 1fr); height: var(--chat-height); min-height: 420px; }
.chat:has(.evidence) { grid-template-columns: 200px minmax(0, 1fr) minmax(380px, 36%); }
.chat > .column { min-width: 0 !important; min-height: 0; height: 100%; gap: 0; flex-wrap: nowrap; }
.chat .part { padding: 0; }
.evidence-column:not(:has(.evidence)) { display: none; }

.history-column { padding-right: 16px; border-right: 1px solid var(--border-color-primary); }
.history-column > *, .evidence-column > * { min-height: 0; overflow: visible; }
#history, #history .html-container, #history .part, #history .history,
#evidence, #evidence .html-container, #evidence .part, #evidence .evidence { height: 100%; }
.history, .history-body { display: flex; flex-direction: column; min-height: 0; gap: 10px; }
.history-body { flex: 1; }
.history .unfold { display: none; }
.history .new { width: 100%; padding: 6px 0; color: var(--accent); background: var(--paper);
  border: 1px solid var(--accent); }
.history .new:hover { background: var(--back); }
.board .history-search, .board .table-filter, .board .reason-form input[type=text],
.board .new-title { font: inherit; font-size: 14px; padding: 4px 10px; width: 100%;
  border: 1px solid var(--line); border-radius: 4px; background: var(--paper);
  color: inherit; box-sizing: border-box; }
.board ::placeholder { color: var(--soft); opacity: 1; }
.history-list { flex: 1; min-height: 0; overflow-y: auto; scrollbar-width: thin; }
.history-list li { display: flex; align-items: center; border-radius: 4px; margin: 0; }
.history-list li:hover, .history-list li:focus-within { background: var(--back); }
.history-list li[aria-current] { background: var(--back);
  box-shadow: inset 3px 0 0 var(--accent); }
.board .history-list .open { flex: 1; min-width: 0; padding: 7px 4px 7px 12px; border: 0;
  background: none; text-align: left; color: inherit; text-decoration: none; }
.history-list .open span { display: block; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; font-size: 14px; line-height: 1.5; }
.history-list .open small { display: block; font-size: 12px; line-height: 1.4; }
.history-list .rename, .history-list .remove { opacity: 0; border: 0; padding: 4px;
  background: none; color: var(--soft); line-height: 0; }
.history-list li:hover .rename, .history-list li:hover .remove,
.history-list li:focus-within .rename, .history-list li:focus-within .remove { opacity: 1; }
.history-list .rename:hover { color: var(--accent); }
.history-list .remove:hover { color: var(--bad); }
.history-list .remove.armed { opacity: 1; color: #fff; background: var(--bad); font-size: 12.5px;
  line-height: 1.5; padding: 2px 8px; margin-right: 6px; white-space: nowrap; }
.history-list svg, .verdict svg { width: 17px; height: 17px; }
.no-history, .more-history { padding: 4px 12px; font-size: 14px; color: var(--soft); }

.main-column { padding: 0 0 0 8px; }
.main-column > *:not(.conversation) { flex: none !important; }
.conversation { flex: 1 1 0 !important; min-height: 0; overflow-y: auto; display: block !important;
  scrollbar-gutter: stable; position: relative; }
.thread, .pending, .failed, .composer { max-width: 880px; margin: 0 auto; padding: 0 16px; }
.thread { padding-bottom: 8px; }
.turn, .pending, .failed { padding-bottom: 22px; }
.question { width: fit-content; max-width: 85%; margin: 14px 0 14px auto !important;
  padding: 8px 16px; border-radius: 8px; background: var(--ask-back); white-space: pre-wrap;
  overflow-wrap: anywhere; font-size: 15.5px !important; font-weight: 400 !important; }
.board { --ask-back: #e4edf8; }
.dark .board { --ask-back: #1f3350; }
.answer { font-size: 15.5px; line-height: 1.9; overflow-wrap: anywhere; }
.answer.refused .answer-text { padding: 8px 14px; border-left: 3px solid var(--soft);
  background: var(--back); border-radius: 4px; }
.answer p { margin: 0 0 8px; }
.answer .item { padding-left: 1.6em; text-indent: -1.6em; }
.answer .bullet::before { content: "·"; display: inline-block; width: 1.6em; text-indent: .6em; }
.answer .understood { font-size: 13.5px; color: var(--soft); }
.board .marker { border: 0; padding: 0 1px; background: none; color: var(--accent);
  font-size: .8em; line-height: 1; vertical-align: .25em; text-indent: 0; }
.board .marker[aria-current] { background: var(--mark); border-radius: 2px; }
.board .marker:hover { text-decoration: underline;
  text-underline-offset: 3px; }
.answer .remarks { margin: 10px 0; font-size: 14px; line-height: 1.75; color: var(--soft); }
.answer .remarks h4 { margin: 0; font-size: 14px; font-weight: 600; color: inherit; }
.answer .remarks li { padding-left: 1.1em; text-indent: -1.1em; }
.answer .remarks li::before { content: "·"; display: inline-block; width: 1.1em;
  text-indent: .2em; }
.answer .passage { margin: 0 0 12px; padding: 2px 0 2px 14px; border-left: 3px solid var(--bar); }
.answer .passage p { white-space: pre-wrap; margin: 0 0 4px; }
.answer .passage footer { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px;
  font-size: 13.5px; color: var(--soft); }
.answer .passage .also { flex-basis: 100%; }
.answer .sources { margin-top: 12px; font-size: 14px; line-height: 1.75; }
.answer .sources summary { cursor: pointer; color: var(--soft); width: fit-content; }
.answer .sources ol { list-style: none; margin: 6px 0 0; padding: 0; }
.answer .sources li { display: flex; gap: 8px; margin: 0 0 8px; }
.answer .sources .marker { flex: none; align-self: flex-start; font-size: 13px;
  vertical-align: 0; line-height: 25px; }
.answer .sources b { display: block; font-weight: 400; font-size: 13.5px; color: var(--soft); }
.answer .sources q { quotes: none; }

.answer-table { margin: 10px 0 12px; }
.answer-table .table-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 16px;
  margin-bottom: 6px; font-size: 13.5px; color: var(--soft); }
.answer-table .table-filter { width: 180px !important; }
.answer-table label { display: inline-flex; align-items: center; gap: 6px; cursor: pointer; }
.answer-table .table-scroll { max-height: 62vh; overflow: auto; }
.answer-table table { border-collapse: separate !important; border-spacing: 0; }
.answer-table thead th { position: sticky; top: 0; z-index: 2; background: var(--back);
  white-space: nowrap; padding: 0 !important; }
.answer-table th:first-child { position: sticky; left: 0; z-index: 1; }
.answer-table thead th:first-child { z-index: 3; }
.answer-table tbody th { font-weight: 500; background: var(--paper); min-width: 9em;
  max-width: 15em; border-right: 1px solid var(--line) !important; }
.answer-table tbody td { min-width: 7em; max-width: 34em; }
.answer-table td.absent { color: var(--soft); }
.board .answer-table .sort { width: 100%; padding: 8px 12px; border: 0; background: none;
  color: inherit; font-weight: 600; text-align: left; }
.answer-table .sort::after { content: "↕"; margin-left: 6px; font-weight: 400; opacity: .4; }
.answer-table [aria-sort=ascending] .sort::after { content: "↑"; opacity: 1; }
.answer-table [aria-sort=descending] .sort::after { content: "↓"; opacity: 1; }

.chips { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; margin: 10px 0 0;
  font-size: 13.5px; }
.chips-name, .questions-name { color: var(--soft); font-size: 13.5px; }
.chip { display: inline-flex; align-items: center; gap: 2px; padding: 0 3px 0 10px;
  border: 1px solid var(--line); border-radius: 14px; background: var(--paper); line-height: 26px; }
.chip.fixed { padding-right: 10px; color: var(--soft); }
.board .chip button { border: 0; padding: 0 6px; background: none; color: var(--soft);
  font-size: 16px; line-height: 24px; border-radius: 12px; }
.board .chip button:hover { color: var(--bad); }
.board .chip-add { font: inherit; width: 104px; padding: 0 10px; line-height: 26px; height: 28px;
  border: 1px dashed var(--line); border-radius: 14px; background: none; color: inherit;
  box-sizing: border-box; }
.board .chip-add:focus { width: 220px; }
.chip-add::-webkit-calendar-picker-indicator { display: none !important; }

.answer-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; margin-top: 10px;
  font-size: 13.5px; color: var(--soft); }
.answer-tools .exports { display: inline-flex; gap: 8px; }
.board .answer-tools a { text-decoration: none; }
.board .answer-tools a:hover { text-decoration: underline; text-underline-offset: 3px; }
.verdicts { display: inline-flex; gap: 2px; }
.board .verdict { border: 0; background: none; padding: 4px 6px; line-height: 0;
  color: var(--soft); }
.board .verdict:hover, .board .verdict[aria-pressed=true] { color: var(--accent);
  background: var(--back); }
.board .verdict[aria-pressed=true] svg { fill: currentColor; fill-opacity: .25; }
.answer-tools .elapsed { margin-left: auto; }
.reason-form { margin-top: 8px; padding: 12px 16px; border: 1px solid var(--line);
  border-radius: 6px; background: var(--paper); font-size: 14px; }
.reason-form:not([hidden]) { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
.reason-form p, .reason-form .reasons { flex-basis: 100%; margin: 0; }
.reasons { display: flex; flex-wrap: wrap; gap: 4px 18px; }
.reasons label { display: inline-flex; gap: 6px; align-items: center; cursor: pointer; }
.reason-form input[type=text] { flex: 1 1 200px; width: auto !important; }
.board .reason-form button { padding: 4px 16px; border: 1px solid var(--line);
  background: var(--paper); color: inherit; }
.board .reason-form button[type=submit], .board .composer .send { background: var(--act);
  border: 1px solid var(--act); color: #fff; }
.board { --act: #1d4f91; }
.dark .board { --act: #2f6fc0; }
.questions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-top: 14px; }
.board .questions button { padding: 4px 14px; border: 1px solid var(--line); border-radius: 6px;
  background: var(--paper); color: var(--accent); font-size: 14px; text-align: left; }
.board .questions button:hover { border-color: var(--accent); }

.welcome { padding: 9vh 0 16px; text-align: center; }
.conversation:has(.pending) .welcome { display: none; }
.board .welcome h2 { font-size: 22px; letter-spacing: .06em; margin-bottom: 12px; }
.welcome p { color: var(--soft); margin: 0 0 4px; }
.welcome .questions { display: grid; gap: 12px; margin-top: 28px; text-align: left;
  grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); }
.board .welcome .questions button { padding: 12px 16px; font-size: 15px; height: 100%;
  color: inherit; }
.pending .answer { margin-top: 12px; }
.answer .written { margin: 0 0 10px; font-size: 13.5px; }
.steps { list-style: none; margin: 0; padding: 0; font-size: 14px; color: var(--soft); }
.steps li { display: flex; align-items: center; gap: 10px; }
.steps li::before { content: ""; width: 8px; height: 8px; border-radius: 50%;
  background: var(--bar); flex: none; }
.steps .now { color: var(--body-text-color); }
.steps .now::before { background: var(--accent); animation: working 1.1s ease-in-out infinite; }
@keyframes working { 50% { opacity: .25; } }
@media (prefers-reduced-motion: reduce) { .steps .now::before { animation: none; } }

.composer { display: flex; gap: 10px; align-items: flex-end; padding: 8px 28px 0 16px; }
.board .composer textarea { flex: 1; font: inherit; font-size: 15.5px; line-height: 1.6;
  padding: 9px 14px; min-height: 44px; max-height: 180px; resize: none; box-sizing: border-box;
  border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: inherit; }
.board .composer textarea:focus { outline: 2px solid var(--accent); outline-offset: -1px; }
.board .composer button { height: 44px; padding: 0 22px; border-radius: 6px; white-space: nowrap; }
.board .composer .stop { display: none; border: 1px solid var(--bad); color: var(--bad);
  background: var(--paper); }
.chat:has(.pending) .composer .stop { display: block; }
.chat:has(.pending) .composer .send { display: none; }

.evidence-column { border-left: 1px solid var(--border-color-primary); padding-left: 18px; }
.evidence { display: flex; flex-direction: column; min-height: 0; }
.evidence header { flex: none; padding-bottom: 8px; border-bottom: 1px solid var(--line); }
.evidence-bar { display: flex; align-items: center; gap: 4px; font-size: 14px;
  color: var(--soft); }
.evidence-count { margin-right: auto; }
.board .evidence-bar button { width: 34px; height: 34px; border: 0; background: none;
  font-size: 20px; line-height: 1; color: inherit; }
.board .evidence-bar button:hover:not([disabled]) { background: var(--back);
  color: var(--accent); }
.evidence-bar button[disabled] { opacity: .3; cursor: default; }
.board .evidence h3 { font-size: 16px; line-height: 1.5; margin: 2px 0 6px; }
.evidence .facts { display: grid; grid-template-columns: auto 1fr; gap: 1px 12px; margin: 0;
  font-size: 13.5px; line-height: 1.6; }
.evidence .facts > div { display: contents; }
.evidence .facts dt { color: var(--soft); font-weight: 400; }
.evidence .facts dd { margin: 0; overflow-wrap: anywhere; }
.evidence .report-text { flex: 1; min-height: 0; overflow-y: auto; padding: 12px 10px 40px 0;
  font-size: 15px; line-height: 1.95; position: relative; }
.evidence .report-text p { margin: 0 0 8px; text-align: justify; overflow-wrap: anywhere; }
.evidence .heading { font-weight: 600; }
.evidence .page-turn { font-size: 12.5px; color: var(--soft); text-align: center !important;
  border-top: 1px dashed var(--line); }
.evidence mark { background: var(--mark); color: inherit; padding: 2px 0; border-radius: 2px;
  box-shadow: 0 0 0 2px var(--mark); }
.evidence mark:focus { outline: none; }

@media (max-width: 1100px) {
  .chat:has(.evidence) { grid-template-columns: minmax(0, 1fr) minmax(340px, 44%); }
  .chat:has(.evidence) .history-column { display: none; }
}
@media (max-width: 820px) {
  .chat, .chat:has(.evidence) { display: flex !important; flex-direction: column; flex-wrap: nowrap;
    --chat-height: calc(100dvh - 102px); }
  .chat:has(.evidence) .history-column { display: block; }
  .chat > .history-column { height: auto; flex: none !important; padding: 0; border: 0; }
  #history, #history .html-container, #history .part, #history .history { height: auto; }
  .chat > .main-column { flex: 1 1 0 !important; height: auto; padding: 0; width: 100%; }
  .history { gap: 8px; }
  .history-head { display: flex; gap: 8px; }
  .history .new { width: auto; flex: 1; padding: 3px 0; }
  .board .history .unfold { display: block; flex: 1; padding: 3px 0; background: var(--paper);
    border: 1px solid var(--line); color: inherit; }
  .history-body { display: none; }
  .unfolded .history-body { display: flex; max-height: 55vh; padding-bottom: 8px;
    border-bottom: 1px solid var(--line); }
  .history-list .rename, .history-list .remove { opacity: 1; padding: 8px; }
  .thread, .pending, .failed { padding-left: 2px; padding-right: 2px; }
  .composer { padding: 6px 0 0; }
  .board .composer button { padding: 0 16px; }
  .welcome { padding-top: 4vh; }
  .evidence-column { position: fixed; inset: 0; z-index: 60; padding: 8px 14px 0; border: 0;
    height: 100dvh !important; background: var(--body-background-fill); }
  .board .marker { padding: 4px 3px; }
}
"""
