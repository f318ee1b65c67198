"""Words that government reports use for one another. General language of the genre."""

from __future__ import annotations

from functools import lru_cache

# Words of one line stand for one another; behind ">" they stand for the first word only.
_GROUPS = """
地区生产总值 gdp 生产总值 国内生产总值
地区生产总值增长 国内生产总值增长 生产总值增长 gdp增长 经济增长 经济增速 gdp增速 地区生产总值增速 生产总值增速 gdp增长率 经济增长率
经济总量 > 地区生产总值 生产总值
审核 审查 法审
合同 > 协议
罚款 处罚金额 罚金
罚没款 罚没金额 罚没收入
罚 > 处罚金额 罚款
处罚 > 行政处罚 罚款
一般公共预算收入 > 地方一般公共预算收入 财政收入
财政收入 > 一般公共预算收入
化解 调解 调处
矛盾纠纷 > 纠纷
走访 > 上门 入企
培训 > 轮训
法治宣传 普法宣传 法制宣传 普法
群众 > 居民 市民 村民
市场主体 经营主体
行政诉讼 > 行政应诉 应诉
行政应诉 > 行政诉讼 应诉
执法人员 > 执法队员 执法人手
执法力量 > 执法人员数量 执法人手 执法人员不足 执法队伍力量 执法人员数量相对不足
人手 > 力量 人员数量
薄弱 > 不足 欠缺 短缺 偏弱 紧缺
不足 > 薄弱 欠缺 短缺 紧缺 不够
短缺 > 不足 薄弱 欠缺 紧缺 不够 匮乏
演练 > 疏散演练
宣讲 > 宣讲会
讲座 > 讲堂
立案 > 立案调查
法律意见 > 法律建议 法律意见建议
失业率 > 调查失业率
就业 > 新增就业
居民消费价格 cpi 消费价格
物价 > 居民消费价格
居民收入 > 居民人均可支配收入 居民可支配收入
固定资产投资 固投
社会消费品零售总额 社零 社会消费品零售额 消费品零售总额
规模以上工业增加值 规上工业增加值 规模工业增加值
工业增加值 > 规模以上工业增加值 规上工业增加值 规模工业增加值
进出口总额 > 外贸进出口 货物进出口 进出口
研发经费 研发投入 研发支出 研究与试验发展经费 r&d经费 研究与试验发展
高新技术企业 高企
粮食产量 粮食总产量 粮食总产 粮食生产
粮食产量 > 总产
总产量 总产
研发投入强度 研发经费投入强度 研究与试验发展经费投入强度 研发强度
致谢 > 感谢 谢意
外贸进出口 > 进出口总额 货物进出口 外贸进出口总额
规范性文件 > 行政规范性文件
重大决策 > 重大行政决策
主要负责人 主要负责同志 主要领导
一把手 > 主要负责人 主要领导 主要负责同志
开会 > 会议 召开
投诉 > 举报
依申请公开 > 政府信息公开申请 申请公开
人防 人民防空
停车位 车位 停车泊位 泊位
惠及 > 受益 服务群众
调解案件 > 调解纠纷 化解纠纷
上门 > 走访
缩短 > 压缩 压减
压缩 > 缩短 压减
参观 > 参观学习
收费 > 收取 征收
收取 > 征收
收到 > 受理 接到
违建 违法建设 违章建筑 违法建筑
拆违 > 拆除违法建设 拆除违建 拆除违章
律所 律师事务所
律所 > 律师事务所
实效 成效 效果
普法 > 法治宣传
不强 > 不高 薄弱 不足 有待提高 有待增强 不够 淡薄
不够 > 不足 偏少 紧缺 薄弱 偏紧
人员 > 力量 人手
合格率 > 达标率
违法案件 > 违法案 案件
查处 > 立案查处 立案
受理 > 收到
"""


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _GROUPS.strip().splitlines():
        head, directed, rest = line.partition(" > ")
        heads, others = ([head], rest.split()) if directed else (line.split(), line.split())
        for word in heads:
            fresh = (other for other in others if other != word)
            table[word] = tuple(dict.fromkeys([*table.get(word, ()), *fresh]))
    return table


def synonyms_of(word: str) -> tuple[str, ...]:
    """Other words that evidence may hold for ``word``, folded; empty where none is known."""
    return _table().get(word, ())
