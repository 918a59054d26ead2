"""Valid records to bend: each is the smallest of its kind."""

from typing import Final

CONSENT: Final = """\
同意:
  方式: 书面
  范围: [姓名, 肖像, 事迹, 年龄段]
  渠道: [网站, 大屏]
  日期: 2026-01-05
  存档号: 同意-2026-001
"""
GUARDIAN: Final = CONSENT.replace("书面", "监护人书面", 1)


def head(title: str, key: str = "标题", status: str = "发布") -> str:
    return f"{key}: {title}\n状态: {status}\n发布日期: 2026-11-01\n摘要: 一句话介绍。\n"


def page(more: str = "", title: str = "关于我们", status: str = "发布") -> str:
    return head(title, status=status) + more


def volunteer(more: str = "", name: str = "周晓晴", consent: str = CONSENT, status: str = "发布") -> str:
    return head(name, "姓名", status) + "身份: 退休教师\n一句话事迹: 守路口\n" + more + consent


def team(more: str = "", name: str = "护路志愿队") -> str:
    return head(name, "名称") + "级别: 小队\n类别: 专业\n成立: 2021-05\n人数: 12\n人数截止: 2026-10-31\n" + more


def community(name: str = "光明里社区", more: str = "") -> str:
    return head(name, "名称") + more


def activity(more: str = "", day: str = "2026-11-20") -> str:
    return head("清洁行动") + f"日期: {day}\n地点: 光明里\n主题: 文明创建\n组织方: 苗圃街道\n" + more


def award(entries: str, stage: str = "命名", more: str = "") -> str:
    listed = "".join(f"  - 记录: {entry}\n    颁奖词: 颁奖词\n" for entry in entries.split())
    return head("评选") + f"年份: 2026\n主办: 苗圃街道\n阶段: {stage}\n{more}名单:\n{listed}"


def notice(start: str = "2026-11-23 08:00", until: str = "2026-11-23 20:00") -> str:
    return head("停电") + f"级别: 一般\n起: {start}\n止: {until}\n大屏文字: 停电\n"


def benefit(valid: str) -> str:
    return head("礼遇") + f"适用星级: 3\n类别: 就医\n提供方: 医院\n内容: 优先\n怎么领: 带证\n有效期: {valid}\n"


def figure(series: str) -> str:
    return head("注册志愿者", "指标") + f"来源: 平台\n单位: 人\n口径: 实名\n数据:\n{series}"
