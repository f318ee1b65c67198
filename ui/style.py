"""How the page looks: the fonts of the reader's own system, one calm blue, nothing from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.style_chat import CHAT_CSS
from ui.style_tabs import TABS_CSS

if TYPE_CHECKING:
    from gradio.themes import Base

CHINESE_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")

FRAME_CSS = """
:root { color-scheme: light; }
:root:has(.dark) { color-scheme: dark; }
.gradio-container { width: 100%; max-width: 1600px !important; margin: 0 auto !important; }
.gradio-container > .main { padding: 6px clamp(12px, 2vw, 20px) 8px !important; max-width: none !important; }
.gradio-container main > .column { gap: 0; }
.masthead-place { padding: 0 !important; }
.masthead-place > .html-container { padding: 0; }
footer { display: none !important; }
.masthead { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 16px;
  padding: 0 0 2px; }
.masthead h1 { margin: 0; font-size: 21px; font-weight: 600; letter-spacing: .12em;
  line-height: 1.4; color: var(--link-text-color); }
.masthead p { margin: 0; font-size: 13.5px; color: var(--body-text-color-subdued); }
#account-line { position: absolute; top: 0; right: 0; left: auto; width: max-content !important;
  min-width: 0 !important; padding: 0; z-index: 2; }
.account { display: flex; align-items: baseline; gap: 12px; font-size: 13.5px;
  color: var(--body-text-color-subdued); padding: 2px 0 0; margin: 0; }
.account button { font: inherit; color: var(--link-text-color); background: none; border: 0;
  padding: 4px 0; cursor: pointer; text-decoration: underline; text-underline-offset: 3px; }
.rooms { gap: 0; }
.rooms .tab-wrapper { height: auto; padding: 0; margin: 0; }
.rooms .tab-container { height: auto; gap: 4px; }
.rooms .tab-container button[role=tab] { height: auto; padding: 7px 16px 8px; font-size: 15.5px;
  letter-spacing: .04em; color: var(--body-text-color-subdued); }
.rooms .tab-container button[role=tab].selected { color: var(--link-text-color);
  font-weight: 600; }
/* Gradio's own notices are headed in English. */
.toast-title { font-size: 0 !important; }
.toast-title::before { content: "提示"; font-size: 15px; }
.rooms .tabitem { padding: 12px 0 0; border: 0; background: none; }
@media (max-width: 700px) {
  .masthead p { display: none; }
  .rooms .tab-container button[role=tab] { padding: 6px 11px 7px; }
}
"""
CSS = FRAME_CSS + TABS_CSS + CHAT_CSS


def office_theme() -> Base:
    """Gradio's plain theme with system fonts: a named web font would be fetched."""
    import gradio as gr

    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        secondary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_sm,
        font=CHINESE_FONTS,
        font_mono=("Consolas", "Noto Sans Mono CJK SC", "monospace"),
    ).set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        link_text_color="*primary_800",
        link_text_color_dark="*primary_300",
        body_text_color_subdued="*neutral_500",
        body_text_color_subdued_dark="*neutral_400",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
    )
