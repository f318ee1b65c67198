"""Finds text in a report that speaks to a machine: commands to a model, links, hidden signs.

A report tells what was done; it never gives a reader of its text orders on how to answer. What
does is taken out of the evidence before a model sees it and before the gate goes by it. The
report itself, and every citation of it, stay as they are.
"""

from __future__ import annotations

import re
import unicodedata

from ingest.sentences import sentence_spans

_MACHINE = (
    r"(?:(?<![A-Za-z])(?:AI|GPT|LLM|chatgpt|qwen|deepseek|chatglm|assistant|system|developer|prompt)(?![A-Za-z])|"
    r"人工智能(?:助手|助理|模型)|语言模型|大模型|(?:智能|写作|问答|报告|AI)助手|助手|聊天机器人|机器人|"
    r"系统(?:提示|消息|指令|通知|命令|公告|管理员|设定)|提示词|开发者(?:模式|消息|指令)|模型)"
)
_ORDER = (
    r"(?:请|务必|必须|应当|应该|不得|不要|只能|只需|立即|马上|从现在(?:起|开始)|接下来|忽略|无视|忘记|输出|回答|回复|作答|扮演|遵守|"
    r"服从|声称|复述|泄露|透露|公开|告诉|改为|视为|一律|优先级|须|改写|伪造|编造|拒绝)"
)
_RULES = r"(?:指示|指令|要求|规则|提示|设定|限制|约束|前文|上文|以上|上述|前面|之前|此前|先前|证据|核对|资料|内容)"
_ANSWER = (
    r"(?:回答|答案|答复|作答|回复|输出|总结|摘要|概括|结论|正文|每句|句末|段末|结尾|末尾|开头)"
)
# What a model is told to do, and an office never writes at the head of a clause.
_SAY = (
    r"(?:回答|作答|输出|复述|重复[“\"「]|翻译(?:以上|上述|下列|以下)|解码|解密|泄露|透露|公开你|列出(?:此前|之前|你|所有提)|编造|捏造|补充[：:]|"
    r"拒绝回答|声称|宣称|改口|冒充|扮演|忽略|无视|复制以上|改写|引用\[|假装|说[：:“\"「]|写[“\"「]|插入|附上|加上[!！\[<])"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_MACHINE}[^。]{{0,30}}{_ORDER}",
        rf"{_ORDER}[^。]{{0,12}}{_MACHINE}",
        rf"(?:忽略|无视|忘记|忘掉|抛开|抛弃|放弃|不(?:必|用|要|再)?(?:理会|遵守|遵循|考虑)|跳过|绕过)[^。，]{{0,14}}{_RULES}",
        r"(?:推翻|覆盖|解除|停止|作废|取消)[^。，]{0,8}(?:指示|指令|提示|证据|核对|引用|设定|前文|上文|以上内容)(?!率)",
        r"(?:指示|指令|提示|设定|前文|上文|以上(?:内容|规则|要求)|上述(?:内容|规则|要求)|证据|核对)[^。，]{0,8}(?:作废|失效|无效|取消|解除|不再适用|已更新)",
        r"(?:你|您)(?:们)?(?:现在|必须|应该|应当|要|是|不是|将|被|只|需|的(?:任务|身份|指令|名字|角色|回答|规则)|可以|不再|已|刚|能|所|叫|会|就|作为|在回答|充当|扮演)",
        r"(?:作为|扮演|假装|假设|想象|模仿|变成|充当)[^。，]{0,10}(?:你|您|角色|身份|助手|专家|黑客|模型|AI|主播|诗人|海盗|管理员|猫)",
        rf"(?:请|务必|必须|应当?|须|要|一律|直接|只能?|改为|并|都|均)(?:在)?{_ANSWER}(?:以下|下列|下面|如下|为|时|中|里|前|后|的|成|用|这|“|\"|「|：|:|一句|一律)",
        rf"在?{_ANSWER}(?:时|中|里|处|后面?|前面?|之前|之后|的?(?:末尾|开头|结尾|最后|第一句))(?:请|应|须|必须|务必|都|均|一律|要|加|附|写|插|注明|声明|添|先|再|不|只)",
        r"(?:凡|当|如果?|若|一旦|只要|无论|不管)?(?:有人|用户|对方|读者|任何人|别人)?[^。，]{0,4}(?:被问|问及|问到|提问|询问|问起|查询)[^。]{0,24}(?:回答|答|说|称|输出|一律|告知|写)",
        rf"(?:^|[，。；：:（(“\"【\[])\s*(?:请|务必|必须|须|应当?|只|仅|直接|立即|马上|紧急|不要再?|不得再?|一律)*{_SAY}",
        rf"(?:^|[，。；：:（(“\"【\[])\s*请(?:你|您|在|把|将|用|以|于|对|向|给|按|务必|只|仅|勿|不要|充当|扮演|假装)[^，。]{{0,20}}{_SAY}",
        rf"(?:^|[，。；：:（(“\"【\[])\s*(?:{_ANSWER}(?:须|应|必须|要|请|格式|结束|前|后)|把[^，。]{{0,16}}(?:改为|改成|改写|写成|写进(?:摘要|答案|回答)|读出|输出)|(?:扮演|假装|假设你|模仿|冒充))",
        r"(?:系统|程序|核对|校验|审查程序)(?:已|将)?(?:被)?(?:关闭|接管|停用|失效)|可写入任意|无需(?:出处|引用|核对|证据)|(?:引用|改引)\s*\[|每句(?:话)?(?:末尾|开头|前|后)",
        r"请[^。，]{0,10}(?:打印|JSON|XML|HTML|Markdown)|隐藏字段|证据编号|环境变量|思考过程|内部规则",
        r"(?:向|给|对|告诉|告知|提醒|引导)用户|用户(?:问|提问|输入|要求)",
        r"(?:以下|下列|下面|这(?:段|句)话?|本(?:段|句)|此(?:段|句))[^。，]{0,10}(?:最高优先级|优先执行|优先级|对人不可见|仅供(?:机器|模型|AI)|不得显示|必须照做|必须执行)",
        r"<\|?[^<>\n]{1,60}\|?>|\[/?(?:INST|SYS|SYSTEM)\]|#{2,}\s*(?:system|instruction|指令|系统|新任务|任务)|^\s*(?:system|user|assistant|human)\s*[:：]",
        r"\{\{|\$\{|```|~~~|BEGIN[ _]|END[ _](?:OF|SYSTEM|PROMPT)",
        r"!\[[^\]]*\]\([^)]*\)|\]\(\s*\w+:|javascript:|data:\w+/",
    )
)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TURNED = re.compile(
    "[\u202d\u202e\u2066-\u2069][^\u202c\u2069\n]*[\u202c\u2069]?"
)  # shown backwards
_LIVE = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)|</?[A-Za-z|][^<>\n]{0,300}>")
_LINK = re.compile(r"(?:https?|ftp|file)://[^\s。，；、）)”》]+|www\.[\w.-]+\S*", re.IGNORECASE)
# No report of this genre holds a clause in another language, or in code.
_FOREIGN = re.compile(
    r"(?:[A-Za-z']{2,}[ ,.:;!?]+){3,}[A-Za-z']{2,}|[\u0400-\u04ff]{4,}|[\u3040-\u30ff]{3,}|"
    r"[\uac00-\ud7af]{3,}|[\u0600-\u06ff]{4,}|[\u0e00-\u0e7f]{4,}|[\u0900-\u097f]{4,}|"
    r"(?:[À-ÿA-Za-z']{2,}[ ,.:;!?]+){3,}[À-ÿA-Za-z']{2,}|[A-Za-z0-9+/=_-]{24,}"
)
_BRACKET = re.compile(r"[（(【\[][^（）()【】\[\]]{4,}[）)】\]]")


def unseen(character: str) -> bool:
    """Whether a character shows nothing, or changes how others are shown."""
    return character not in "\n\t" and unicodedata.category(character) in ("Cf", "Cc", "Co", "Cn")


def _folded(character: str) -> str:
    """Full-width letters as half-width; punctuation stays, patterns go by it."""
    folded = unicodedata.normalize("NFKC", character)
    return folded if character.isalnum() else character


def speaks_to_machine(text: str) -> bool:
    """Whether a clause gives a machine orders, or is written for one."""
    plain = "".join(_folded(c) for c in text if not unseen(c))
    squeezed = re.sub(r"(?<=[\u4e00-\u9fff])[\s·.*_\-~|/]+(?=[\u4e00-\u9fff])", "", plain)
    return any(pattern.search(form) for form in (plain, squeezed) for pattern in _PATTERNS) or bool(
        _FOREIGN.search(plain)
    )


def without_machine_talk(text: str) -> str:
    """``text`` without what speaks to a machine; unchanged where nothing does.

    A bracket is taken out alone, anything else with its whole sentence.
    """
    shown = _LIVE.sub("", _COMMENT.sub("", _TURNED.sub("", text)))
    shown = _LINK.sub("", "".join(c for c in shown if not unseen(c)))
    shown = _BRACKET.sub(lambda m: "" if speaks_to_machine(m.group()) else m.group(), shown)
    return "".join(
        shown[start:end]
        for start, end in sentence_spans(shown)
        if not speaks_to_machine(shown[start:end])
    )
