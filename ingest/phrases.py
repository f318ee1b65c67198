"""The words around a figure: verbs, fillers, subjects and periods of a report's sentence."""

from __future__ import annotations

import re
from typing import Final

# Verbs of two characters that reports count with. They tell a phrase that is only a verb (办理 …,
# its object follows the number) from one that names what is counted (办理案件 3 起).
_VERBS = (
    "安排|安装|办结|办理|帮助|帮扶|报送|编制|编写|变更|并购|拨付|补贴|采购|采纳|参加|参与|查处|查办|查封|"
    "查获|拆除|撤销|成立|出动|出具|出台|出让|出资|处理|处罚|处置|创办|创建|创造|吹哨|筹集|筹措|打造|"
    "答复|带动|调查|调处|调解|调整|订立|动员|督办|督促|督导|发布|发出|发放|发生|发现|发展|翻译|废止|分流|"
    "奉献|服务|抚慰|辅导|复审|复制|改造|改建|改扩建|给予|公布|公开|公示|巩固|构建|购买|购置|关闭|关停|"
    "规范|归集|核查|核发|化解|回复|汇总|惠及|获得|获评|获批|缉拿|集聚|给出|纪检|兼并|检查|检测|减免|减少|"
    "建成|建立|建设|建造|建有|奖励|交办|交付|节约|解决|解答|借调|进行|纠正|救助|救治|举办|举行|具备|开办|"
    "开发|开工|开放|开设|开通|开展|考核|刻录|扩建|扩大|立案|利用|联合|列入|领取|录取|录入|落地|落实|"
    "拍摄|排查|派出|培训|培养|培育|配备|评查|评估|评选|评审|铺设|签订|签约|迁移|清理|清退|清除|取得|取缔|"
    "取消|确定|确认|认定|入库|入驻|审查|审核|审批|审结|审理|审议|实施|实现|释放|收到|收回|收集|收缴|收取|"
    "收治|受理|授予|疏通|输送|涉及|提出|提供|提请|提升|提交|通报|通过|统筹|投放|投入|投用|退还|推出|推动|"
    "推广|推进|推荐|完成|完善|挽回|维护|维修|吸纳|吸引|下达|下发|下派|下放|现有|销毁|协调|新建|新开|新设|"
    "新设立|新增|新改建|新认定|新开工|新引进|新签约|新登记|新建改建|兴建|修订|修复|修改|修建|宣传|选拔|选派|"
    "选聘|选树|选定|巡查|训练|研发|研究|移送|移交|引进|引入|引导|引育|印发|印制|迎来|优化|拥有|有效|预防|约谈|"
    "运送|运营|责令|增补|增加|增设|征集|征收|整改|整合|整治|支持|支付|支出|执行|执结|指导|制定|制作|治理|中标|"
    "主持|主办|助力|注册|注销|抓获|转办|转移|转化|追回|追缴|走访|组建|组织|遴选|聘请|聘任|安置|布设|刊播|"
    "抽查|抽调|抽取|检验|检修|核定|核减|核销|核准|设立|设置|设有|申报|升级|压减|压降|覆盖|贡献|争取|"
    "兑现|达成|谋划|储备|承办|承接|承担|促成|促进|保障|保护|保留|盘活|培植|集中|恢复|启动|启用|开行|投产|投运|"
    "竣工|发行|发起|举报|接收|接待|接受|接听|接诉|接访|回收|回访|搜集|梳理|摸排|销号|普查|监测|监管|巡视|公证|"
    "仲裁|裁决|判决|起诉|批捕|打掉|侦破|破获|破案|查询|查明|查扣|扣押|罚没|罚款|没收|吊销|警告|参训|参保|"
    "入选|入围|荣获|评为|命名|表彰|慰问|资助|救援|疏散|转移|搬迁|撤并|撤除|腾退|拆迁|征用|征迁|"
    "种植|播种|造林|绿化|栽植|养护|修缮|加装|更换|更新|存储|购入|添置|缴纳|缴存|减轻|降低|缩减|下调|上调|削减|精简|"
    "合并|承诺|邀请|招募|招录|招聘|招引|招收|录用|聘用|任命|任免|提拔|轮岗|交流|撰写|起草|拟定|拟订|审定|"
    "备案|报备|登记|录制|播放|播出|播报|张贴|悬挂|散发|派发|赠送|发送|推送|推介|转发|刊发|刊登|解读|回应|"
    "共享|开播|上线|上市|挂牌|揭牌|授牌|颁发|颁布|签署|签发|签收|对接|联系|联办|协同|协助|配合|支援|援助|扶持"
)
_MODIFIER = (
    "集中|累计|共计|合计|总计|全面|陆续|相继|首批|首次|重点|定期|各类|先后|着力|率先|继续|力争|"
    "计划|拟"
)
VERB: Final = re.compile(rf"(?:{_VERBS})")
_PARTICLES = "对|从|在|向|将|把|为|有|再|又|新|还|共|各"
_ENDING = r"(?:[了过出到起]|改?扩建)?"
_VERBS_FIRST = re.compile(rf"(?:(?:{_VERBS}|{_MODIFIER}|{_PARTICLES})、?)*{_ENDING}")
_VERB_WORDS: Final = frozenset(f"{_VERBS}|{_MODIFIER}|{_PARTICLES}".split("|"))
_LONGEST_VERB: Final = max(map(len, _VERB_WORDS))
_VERB_ENDING = re.compile(_ENDING)
# Verbs that hold for every item of a list: 新增博士后站55个、工程中心10个.
SHARED_VERB: Final = re.compile(
    r"(?:新[增建设开][立建工]?|新(?:引进|认定|登记|注册|培育|签约)|召开|组织|开展|举办|取消|撤销|减少|增加|办理|审批|受理|办结|"
    r"审结|审核|审查|查处|立案|整改|排查|发放|印发|修订|废止|制定|建成|培育|引进|拥有|现有|"
    r"生产(?!总值|性|者|线|经营|企业|力|要素|资料|许可|事故|安全))(?:各类)?"
)

# Classifiers: the noun may stand behind them (16个项目), as it does not behind 元 or 吨.
COUNTED: Final = frozenset(
    "个件份项条家户场起宗例处块篇批轮部套座台辆艘架列名位人所张支口间幢栋株棵只枚颗册幅本种类对班次"
    "期款段面片笔门节"
) | {"场次", "批次"}

_TIME = (
    r"(?:截至|截止|自|从|到|至)?(?:(?:19|20)\d\d(?:[-—–~～至](?:19|20)?\d\d)?年度?(?:以来|来|间|期间)?"
    r"(?:[上下]半年|前?[一二三四1-4]个?季度|(?:\d{1,2}|[一二三四五六七八九十]+)(?:[-—–~～至]\d{1,2})?月"
    r"(?:份|\d{1,2}日|底|末)?)?|\d{1,2}(?:[-—–~～至]\d{1,2})?月(?:\d{1,2}日|底|末|份)?|今年|本年度|本年|去年|上一?年度?|明年|"
    r"近年|近[一二两三四五\d]年|过去[一二三四五六七八九十]+年|(?:[一二三四五六七八九十]年)(?=来)|"
    r"“?十[一二三四五]五”?(?:时期|期间|以来|末)?|目前|[上下]半年|全年|年底|年内|当年|年末)"
    r"(?:[底末初]前?|以来|来|期间|前|止|为止)?"
)
_PERIOD = re.compile(
    r"(?<![比较《])(?:截至|截止)?(?:(?:19|20)\d\d(?:[-—–~～至](?:19|20)?\d\d)?年度?"
    r"(?:[上下]半年|前?[一二三四1-4]个?季度|\d{1,2}(?:[-—–~～至]\d{1,2})?月(?:份|\d{1,2}日|底|末)?)?(?:以来)?|"
    r"(?<=[截至])(?:至|到)?\d{1,2}月(?:\d{1,2}日|底|末)?|截至(?:目前|年底)|今年以来|今年|本年度|本年|(?<![由从])去年|"
    r"(?<![由从])上一?年度?|明年|近年来|近[一二两三四五\d]年来?|过去[一二三四五六七八九十]+年|[一二三四五]年来|"
    r"“?十[一二三四五]五”?(?:时期|期间|以来|末))(?!均|[^，。]{0,2}(?:行动|计划|规划))"
)

_LEAD = re.compile(
    rf"(?:[\s、，,；;：:\-—·*\ue000\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+|[一二三四五六七八九十]+[是要]|"
    rf"[（(]\s*[一二三四五六七八九十0-9]{{1,3}}\s*[)）]|[0-9]{{1,2}}[.．、](?![0-9])|[一二三四五六七八九十]{{1,3}}、(?![一二三四五六七八九十])|{_TIME}|"
    r"其中|同时|此外|另外|另有|另|并且|并(?![购联网])|且|以及|和(?![谐解平美])|与(?!会)|及(?![时格])|"
    r"还(?![款建清迁])|也|又|再(?![生就造贷担])|包括|已累计|累计|共计|总计|合计|分别|先后|相继|陆续|"
    r"已经|已|共有|共(?![享建同青产])|均(?![衡价])|都(?!市)|现(?![场有代行金])|将(?!军)|力争|预计|"
    r"按时(?!\S{0,4}率)|及时(?!\S{0,4}率)|成功|圆满|总共|我们|使(?!用)|让(?!利)|了|的|等|但|而(?!且)|"
    r"有(?![关效序力机色望利限]))"
)
_TRAIL = re.compile(
    r"(?:[\s、，：:]|[由从](?:上一?年度?|去年|上年同期|去年同期|年初|此前|原来|原先)的?|已?累计|共计|总计|合计|分别(?:完成|实现)?|大约|预计|总共|共有|共|已经|已|各有|各|(?<![人户亩平年月日])均|"
    r"(?<![成首])都|仅|(?<!成)就|再|又|还|达到|高达|(?<![送下发表传])达|至|(?<![收得受看听])到|超过|突破|"
    r"(?:保持|稳定|控制|维持|锁定)在?|(?<![存所])在|(?<![行作成转改评认])为|是|(?<![拥现国所享设建具])有|了|"
    r"(?<![合节签预履契公])约|(?<!附)近|超|逾|(?<!服)从|(?<![自理])由|力争|确保|接近|"
    r"首次|连续|同时|自?(?:19|20)\d\d年(?:以来)?|(?<![予可得])以|(?<![参给])与|(?<![调总饱])和|(?<![涉惠普波危顾])及|年均)$"
)
_LONGEST_TRAIL: Final = 12  # characters of 自2024年以来, and some to spare
_INNER = re.compile(r"累计|共计|截至目前|(?<=[\u4e00-\u9fff])共(?=[有计开办组])")

_BY = (
    r"(?:(?>同比|环比|年均|实际|名义|平均|净|再|又|也|均|分别|(?:比|较)(?:上年|去年|上一年|同期|年初|上月|"
    r"\d{4}年|上年同期|去年同期)(?:同期)?|逐年|累计|大幅|首次|预期|将|要)*+"
    r"(?:增长|增加|增[幅收产]|提[高升]|上[升涨]|下[降跌调]|减少|降低|回落|压[缩减降]|缩短|缩减|压减|下滑|"
    r"(?<!新)[增升降涨减](?=$|了|幅)|多增|少增|翻了?|放缓|收窄|扩大|改善)(?:了|约|近|超过?)*)"
)
CHANGE_BY: Final = re.compile(rf"{_BY}$")
CHANGE_TO: Final = re.compile(
    r"(?:(?:同比|分别|已|由|均|也|进一步|大幅|历史性|首次)*(?:增长|增加|增|提高|提升|提|上升|上涨|升|扩大|下降|降低|"
    r"降|减少|减|压缩|压减|压降|缩短|缩减|调整|恢复|回升|扩)(?:了)?(?:至|到|为)|达到|高达|达|升至|增至|降至)"
    r"(?:了|约|近|超过?)*$"
)

_SUBJECT_END = (
    "局|办|委|部门|科室|单位|街道|政府|人员|队|组|中心|律师|顾问|领导|负责人|同志|干部|企业|银行|法院|检察院|"
    "[我全本][省市县区州镇乡院系街处办局委]|协会|委员会|社区|所(?!有)|公司|学校|代表|委员|办公室|我们|机关|乡镇|志愿者|调解员|专家"
)
_SUBJECT = re.compile(
    rf"^(?P<subject>[\u4e00-\u9fff、]{{0,16}}?(?:{_SUBJECT_END}))"
    rf"(?=(?:累计|共计?|全年|已|分别|先后|今年|依法|积极|定期|充分|为|对|向|免费)*(?:{_VERBS}|为|对|有))"
)
_ACTION = re.compile(
    r"[为对向把将以由]|通过|每|联合|邀请|组织|开展|聘请|帮助|抓好|做好|推[动进]|加强|启动|实施|率先|带领|督促|指导|参与"
)
# The name of an indicator is not cut: 规上工业企业研发活动覆盖率.
_RATE = re.compile(r"(?:[率额值]|比[例重]|占比|收入|强度|总量|产量|贡献|面积|成本|人数)$")
_NO_SUBJECT = re.compile(
    rf"^(?:{_VERBS}|对|向|为|以|在|通过|按|将|把|由|从|围绕|利用|邀请|依托|针对|结合|其)"
)
_GENERIC = re.compile(
    r"(?:总量|总额|总数|总规模|规模|总面积|建筑面积|面积|总金额|金额|投资额|总投资|投资|增速|增幅|涨幅|降幅|"
    r"增量|占比|比重|比例|人数|次数|件数|总产|单产|总产量|产量|涉案金额|涉及金额|涉及|覆盖|占|占总数|占总量|总值|均价|受益)"
)


def leading_verbs(phrase: str) -> str:
    """The verbs and fillers that ``phrase`` begins with; empty where it begins with none."""
    match = _VERBS_FIRST.match(phrase)
    return match.group() if match else ""


def is_verb_only(phrase: str) -> bool:
    """Whether a phrase is nothing but verbs and fillers; the empty phrase is.

    新认定 is one verb or two, so that a pattern would try 2ⁿ readings of n of them; here every
    place that some reading reaches is visited once.
    """
    reached = {0}
    for start in range(len(phrase) + 1):
        if start not in reached:
            continue
        if _VERB_ENDING.fullmatch(phrase, start):
            return True
        for end in range(start + 1, min(start + _LONGEST_VERB, len(phrase)) + 1):
            if phrase[start:end] in _VERB_WORDS:
                reached.add(end)
                if phrase.startswith("、", end):
                    reached.add(end + 1)
    return False


def strip_lead(phrase: str) -> str:
    """The phrase without numbering, dates and fillers before it."""
    start = 0
    while match := _LEAD.match(phrase, start):
        start = match.end()
    return phrase[start:]


def strip_trail(phrase: str) -> str:
    """The phrase without fillers and verbs of reaching behind it."""
    end = len(phrase)
    while match := _TRAIL.search(phrase, max(0, end - _LONGEST_TRAIL), end):
        end = match.start()
    return phrase[:end]


def tidy(phrase: str) -> str:
    """A phrase as an indicator: no fillers before, behind or inside, no stray brackets."""
    phrase = _INNER.sub("", strip_trail(strip_lead(phrase.strip())))
    return _unquoted(strip_trail(phrase).strip(" \t　、，,；;：:（()）*#·-—"))


def _unquoted(phrase: str) -> str:
    """Drops a quotation mark that lost its partner when the phrase was cut out."""
    for opening, closing in ("“”", "‘’", "《》"):
        if phrase.count(opening) > phrase.count(closing):
            phrase = phrase.replace(opening, "", 1)
        elif phrase.count(closing) > phrase.count(opening):
            phrase = phrase.replace(closing, "", 1)
    return phrase


def take_subject(phrase: str) -> tuple[str, str]:
    """Divides a phrase into who acts and the rest; ("", phrase) where no actor is clear.

    法律顾问累计提供意见 becomes ("法律顾问", "累计提供意见").
    """
    bare = strip_lead(phrase)
    match = None if _NO_SUBJECT.match(bare) else _SUBJECT.match(bare)
    if match is None or _ACTION.search(match["subject"]) or _RATE.search(strip_trail(bare)):
        return "", phrase
    return match["subject"], bare[match.end() :]


def is_generic(phrase: str) -> bool:
    """Whether the phrase says only which side of the thing before it is measured (面积, 占比)."""
    return bool(_GENERIC.fullmatch(phrase))


def periods(sentence: str) -> list[tuple[int, str]]:
    """The years and spans that a sentence states, as (offset of the end, words)."""
    return [(match.end(), match.group()) for match in _PERIOD.finditer(sentence)]
