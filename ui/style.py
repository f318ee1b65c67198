"""How the page looks: the fonts of the reader's own system, one calm blue, nothing from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradio.themes import Base

CHINESE_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")

CSS = """
.gradio-container { width: 100%; max-width: 1280px !important; margin: 0 auto !important; }
.gradio-container > main { width: 100%; }
.gradio-container > main.fillable { padding: 12px 16px 8px !important; }
footer { display: none !important; }
.masthead { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 16px;
  margin: 0 -12px; padding: 2px 2px 10px; border-bottom: 2px solid var(--link-text-color); }
.masthead h1 { margin: 0; font-size: 22px; font-weight: 600; letter-spacing: .1em;
  color: var(--link-text-color); }
.masthead p { margin: 0; font-size: 13.5px; color: var(--body-text-color-subdued); }
.library-panel { font-size: 14px; }
.library-panel h2 { margin: 4px 0 8px; font-size: 15px; font-weight: 600; }
.library-panel h2 small { margin-left: 8px; font-size: 13px; font-weight: 400;
  color: var(--body-text-color-subdued); }
.library-panel ul.reports { list-style: none; margin: 0; padding: 0 6px 0 0;
  max-height: calc(100vh - 140px); overflow-y: auto; }
.library-panel ul.reports li { padding: 9px 0; margin: 0;
  border-top: 1px solid var(--border-color-primary); }
.library-panel ul.reports b { display: block; font-weight: 500; line-height: 1.45; }
.library-panel ul.reports span { display: block; margin-top: 1px; font-size: 13px;
  color: var(--body-text-color-subdued); }
.conversation .placeholder { text-align: center; color: var(--body-text-color-subdued); }
.conversation .bot.message { width: auto; max-width: 100%; background: transparent !important;
  border-color: transparent !important; box-shadow: none !important; }
.conversation .bot-row { width: auto; max-width: 100%; margin-right: 24px; }
.conversation .bot-row > .flex-wrap { width: 100%; max-width: 100%; }
.conversation .user.message { border-color: transparent !important; box-shadow: none !important; }
.conversation .prose, .conversation .prose * { font-size: 15px; }
.conversation .prose { display: block; width: 100%; line-height: 1.8; }
.conversation .bot .message, .conversation .bot .message-content { width: 100%; }
.conversation .prose sup { font-size: 11px; line-height: 0; margin-left: 1px;
  color: var(--link-text-color); }
.conversation .prose small { font-size: 13px; color: var(--body-text-color-subdued); }
.conversation .prose ul { list-style: disc; padding-left: 1.3em; }
.conversation .prose details { margin-top: 12px; padding-top: 8px;
  border-top: 1px solid var(--border-color-primary); }
.conversation .prose summary { cursor: pointer; font-weight: 500; font-size: 14px;
  color: var(--body-text-color-subdued); }
.conversation .prose details p { margin: 6px 0 2px !important; }
.conversation .prose details strong { font-size: 13.5px; font-weight: 500;
  color: var(--link-text-color); }
.conversation .prose blockquote { margin: 0 0 10px !important; padding: 0 12px !important;
  border-left: 3px solid var(--primary-300); }
.conversation .prose blockquote p { margin: 0 !important; font-size: 14px; line-height: 1.7; }
.conversation .table-wrap, .conversation .prose table { border: 0; }
.conversation .prose table { width: auto; max-width: 100%; border-collapse: collapse; }
.conversation .prose th, .conversation .prose td { padding: 6px 14px; font-size: 14px;
  line-height: 1.6; border: 1px solid var(--border-color-primary); vertical-align: top; }
.conversation .prose th { white-space: nowrap; font-weight: 600;
  background: var(--background-fill-secondary); }
.conversation .options { justify-content: flex-start; margin: 0 auto 0 0; padding-left: 20px; }
.conversation .option { border-style: solid; font-size: 14px; text-align: left; }
.conversation .examples { grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
  grid-auto-flow: row; max-width: 760px; margin: 0 auto; }
.ask-box .submit-button { background: var(--primary-800); color: white; border-radius: 6px;
  padding: 6px 18px; margin-left: 8px; width: auto; }
.ask-box textarea { font-size: 15px; background: transparent; box-shadow: none; }
@media (max-width: 700px) {
  .library-panel ul.reports { max-height: none; }
  .conversation { height: calc(100vh - 190px) !important; }
}
"""


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
