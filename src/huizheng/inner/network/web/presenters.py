"""Ready words and links for the operator's pages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from huizheng.gate.api import Direction, InboxState, OutboxState, Reason, Rung
from huizheng.inner.network.states import DecisionAct, DecisionState, ProcessState
from huizheng.inner.organs.api import display_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huizheng.gate.api import ChannelState, PeerCircuit, Receipt
    from huizheng.inner.network.models import Decision
    from huizheng.inner.network.processes import Process
    from huizheng.inner.network.queries import Crossed, Failure, Job, Letter, ZoneState

ZONES = {"inner": "内网", "outer": "外网"}
MINUTE, HOUR, DAY = 60, 3600, 86400
SLOW, STUCK = 60.0, 600.0
MEBI, GIBI = 1024**2, 1024**3
NEARLY_FULL = 0.1

LETTER_COLUMNS = [
    {"key": "reason", "label": "原因", "strong": True},
    {"key": "zone", "label": "网区"},
    {"key": "message", "label": "消息"},
    {"key": "number", "label": "业务编号"},
    {"key": "opened", "label": "发生时间"},
]
CHANNEL_COLUMNS = [
    {"key": "name", "label": "通道", "strong": True},
    {"key": "direction", "label": "方向"},
    {"key": "seq", "label": "最后序号", "numeric": True},
    {"key": "waiting", "label": "在途", "numeric": True},
    {"key": "oldest", "label": "最久"},
    {"key": "head", "label": "末件摘要"},
    {"key": "compared", "label": "两端核对"},
]
CIRCUIT_COLUMNS = [
    {"key": "peer", "label": "链路", "strong": True},
    {"key": "state", "label": "状态"},
    {"key": "failures", "label": "连续失败", "numeric": True},
    {"key": "success", "label": "最近成功"},
]
PROCESS_COLUMNS = [
    {"key": "name", "label": "进程", "strong": True},
    {"key": "state", "label": "状态"},
    {"key": "pid", "label": "进程号", "numeric": True},
    {"key": "restarts", "label": "重启次数", "numeric": True},
    {"key": "memory", "label": "内存", "numeric": True},
]
DECISION_COLUMNS = [
    {"key": "act", "label": "操作", "strong": True},
    {"key": "state", "label": "状态"},
    {"key": "by", "label": "决定人"},
    {"key": "at", "label": "时间"},
    {"key": "answer", "label": "外网答复"},
]
CROSSED_COLUMNS = [
    {"key": "message", "label": "消息", "strong": True},
    {"key": "number", "label": "业务编号"},
    {"key": "place", "label": "通道与序号"},
    {"key": "state", "label": "状态"},
    {"key": "rungs", "label": "回执"},
    {"key": "at", "label": "时间"},
]
_RUNG = {Rung.ACCEPTED: "受理", Rung.RELAYED: "转发", Rung.RECEIVED: "接收", Rung.PROCESSED: "办理"}


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [{"label": "运行管理", "url": reverse("network:overview")}, *more]


def letter_crumbs() -> list[dict[str, str]]:
    return crumbs({"label": "死信", "url": reverse("network:letters")}, {"label": "处置"})


def tabs() -> list[dict[str, Any]]:
    names = {
        "overview": "总览",
        "channels": "通道",
        "letters": "死信",
        "failures": "故障",
        "jobs": "任务",
        "envelopes": "追踪",
    }
    return [{"key": key, "label": label, "url": reverse(f"network:{key}")} for key, label in names.items()]


def figures(state: ZoneState) -> list[dict[str, Any]]:
    """Return the key figures of a zone; what needs an operator is not neutral."""
    gate, jobs = state.gate, state.jobs
    lag = max(gate.get("oldest_unsent", 0.0), gate.get("oldest_unapplied", 0.0))
    queue = f"排队 {jobs.get('todo', 0)}，执行中 {jobs.get('doing', 0)}"
    return [
        _figure("网闸最久等待", span(lag), _tone(lag)),
        _figure("待发送", gate.get("unsent", 0)),
        _figure("待生效", gate.get("unapplied", 0)),
        _figure("死信", state.letters, "warning" if state.letters else ""),
        _figure("故障", state.failures, "warning" if state.failures else ""),
        _figure("失败任务", jobs.get("failed", 0), "warning" if jobs.get("failed") else "", note=queue),
    ]


def _figure(label: str, value: object, tone: str = "", *, note: str = "") -> dict[str, Any]:
    return {"label": label, "value": value, "tone": tone or "neutral", "note": note}


def resource_rows(state: ZoneState) -> list[dict[str, Any]]:
    found = state.resources
    if not found:
        return []
    disk = found["disk_free"] / max(found["disk_total"], 1)
    return [
        {
            "label": "磁盘剩余",
            "value": f"{size(found['disk_free'])}（共 {size(found['disk_total'])}）",
            "tone": "danger" if disk < NEARLY_FULL else "",
        },
        {"label": "可用内存", "value": f"{size(found['memory_available'])}（共 {size(found['memory_total'])}）"},
        {"label": "系统负载", "value": f"{found['load']}（{found['cores']} 核）"},
        {"label": "数据库大小", "value": size(found["database_size"])},
        {"label": "待传附件", "value": str(state.gate.get("files_due", 0))},
        {"label": "等待对方回执", "value": str(state.gate.get("unanswered", 0))},
    ]


def letter_row(letter: Letter) -> dict[str, Any]:
    href = reverse("network:letter", args=[letter.zone, letter.id])
    return {
        "reason": {"text": word(Reason, letter.reason), "href": href},
        "zone": f"{ZONES[letter.zone]}{word(Direction, letter.direction)}",
        "message": letter.message or "—",
        "number": letter.business_number or "—",
        "opened": {"text": moment(letter.opened_at), "note": f"共 {letter.times} 次" if letter.times > 1 else ""},
    }


def letter_summary(letter: Letter) -> list[dict[str, Any]]:
    rows = [
        {"label": "原因", "value": word(Reason, letter.reason)},
        {"label": "网区", "value": f"{ZONES[letter.zone]}（{word(Direction, letter.direction)}）"},
        {"label": "消息", "value": letter.message or "无法识别"},
        {"label": "通道", "value": letter.channel or "—"},
        {"label": "业务编号", "value": letter.business_number or "—"},
        {"label": "请求编号", "value": letter.trace or "—"},
        {"label": "发生时间", "value": moment(letter.opened_at)},
        {"label": "次数", "value": str(letter.times)},
        {"label": "最近错误", "value": letter.error or "—"},
    ]
    if letter.proposed_by:
        rows.append(
            {
                "label": "已提出废弃",
                "value": f"{names([letter.proposed_by])[letter.proposed_by]}：{letter.discard_reason}",
            }
        )
    return rows


def channel_row(state: ChannelState) -> dict[str, Any]:
    channel = state.channel
    return {
        "name": channel.name,
        "direction": word(Direction, channel.direction),
        "seq": channel.last_seq,
        "waiting": state.waiting,
        "oldest": {"text": span(state.oldest), "tone": _tone(state.oldest)} if state.waiting else "—",
        "head": channel.head[:12],
        "compared": moment(channel.compared_at) if channel.compared_at else "—",
    }


def circuit_row(circuit: PeerCircuit) -> dict[str, Any]:
    is_open = circuit.opened_at is not None
    state = {"text": "已断开", "tone": "danger"} if is_open else {"text": "正常", "tone": "success"}
    return {
        "peer": {"text": "消息服务" if circuit.peer == "carrier" else circuit.peer, "note": circuit.last_error},
        "state": state,
        "failures": circuit.failures,
        "success": moment(circuit.last_success_at) if circuit.last_success_at else "—",
    }


def process_row(process: Process) -> dict[str, Any]:
    tones = {ProcessState.RUNNING: "success", ProcessState.RESTARTING: "warning"}
    return {
        "name": {"text": process.name, "note": last_exit(process)},
        "state": {"text": process.state.label, "tone": tones.get(process.state, "danger")},
        "pid": process.pid or "—",
        "restarts": process.restarts,
        "memory": size(process.memory) if process.memory else "—",
    }


def last_exit(process: Process) -> str:
    """Say how a process ended the last time, and where its own words are while it does not run."""
    if process.last_exit is None:
        return ""
    how = f"被信号 {-process.last_exit} 终止" if process.last_exit < 0 else f"退出码 {process.last_exit}"
    log = "" if process.state == ProcessState.RUNNING else f"，日志 log/{process.name}.log"
    return f"上次结束：{how}{log}"


def dead_title(processes: Iterable[Process]) -> str:
    """Return what to say of the processes that do not come back by themselves, or nothing."""
    dead = "、".join(process.name for process in processes if process.needs_somebody)
    return f"进程没有运行：{dead}" if dead else ""


def failure_card(failure: Failure) -> dict[str, Any]:
    return {
        "title": failure.summary,
        "rows": [
            {"label": "网区与来源", "value": f"{ZONES[failure.zone]} · {failure.source}"},
            {"label": "最近发生", "value": f"{moment(failure.happened_at)}，共 {failure.times} 次"},
            {"label": "详情", "value": failure.detail or "—"},
            {"label": "请求编号", "value": failure.request_id or "—"},
        ],
        "settle": reverse("network:settle_failure", args=[failure.zone, failure.id]),
    }


def job_card(job: Job) -> dict[str, Any]:
    return {
        "title": job.task,
        "rows": [
            {"label": "网区与队列", "value": f"{ZONES[job.zone]} · {job.queue}"},
            {"label": "已试次数", "value": str(job.attempts)},
            {"label": "失败时间", "value": moment(job.failed_at) if job.failed_at else "—"},
            {"label": "状态", "value": "系统将自动重试" if job.is_retrying else "已停止重试，等待处置"},
            {"label": "最近错误", "value": job.reason or "没有记录"},
            {"label": "请求编号", "value": job.request_id or "—"},
        ],
        "retry": "" if job.is_retrying else reverse("network:retry_job", args=[job.zone, job.id]),
    }


def decision_rows(decisions: list[Decision]) -> list[dict[str, Any]]:
    tones = {
        DecisionState.PROPOSED: "info",
        DecisionState.SENT: "info",
        DecisionState.DONE: "success",
        DecisionState.REFUSED: "danger",
    }
    known = names([each.proposed_by for each in decisions] + [each.agreed_by for each in decisions])
    return [
        {
            "act": f"{word(DecisionAct, each.act)} {each.subject}",
            "state": {"text": word(DecisionState, each.state), "tone": tones[DecisionState(each.state)]},
            "by": "、".join(known[who] for who in (each.proposed_by, each.agreed_by) if who),
            "at": moment(each.sent_at or each.proposed_at),
            "answer": each.answer or "—",
        }
        for each in decisions
    ]


def crossed_row(crossed: Crossed, kind: type[OutboxState | InboxState]) -> dict[str, Any]:
    entry = crossed.entry
    return {
        "message": {"text": entry.message, "note": str(entry.env_id)},
        "number": entry.business_number or "—",
        "place": f"{entry.channel} · {entry.seq or '待编号'}",
        "state": word(kind, entry.state),
        "rungs": rungs(crossed.receipts),
        "at": moment(entry.created_at),
    }


def rungs(receipts: Iterable[Receipt]) -> str:
    return (
        " → ".join(
            f"{_RUNG[Rung(each.rung)]} {timezone.localtime(each.at):%H:%M:%S}"
            + (f"（{each.code}）" if each.code else "")
            for each in receipts
        )
        or "—"
    )


def receipt_entries(receipts: Iterable[Receipt]) -> list[dict[str, Any]]:
    """Return the four rungs as a timeline; those not reached stay to do."""
    reached = {Rung(each.rung): each for each in receipts}
    return [
        {
            "title": str(rung.label),
            "state": ("failed" if reached[rung].code else "done") if rung in reached else "todo",
            "date": moment(reached[rung].at) if rung in reached else "",
            "by": ZONES.get(reached[rung].issuer, "") if rung in reached else "",
            "note": f"{reached[rung].code} {reached[rung].text}".strip() if rung in reached else "",
        }
        for rung in Rung
    ]


def names(actors: list[str]) -> dict[str, str]:
    """Return the names of officials written as ``official:12``."""
    ids = {actor: actor.partition(":")[2] for actor in actors}
    known = display_names({pk for pk in ids.values() if pk.isdecimal()})
    return {actor: known.get(pk, actor) for actor, pk in ids.items()}


def word(kind: Any, value: str) -> str:
    return str(kind(value).label)


def moment(at: dt.datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"


def span(seconds: float) -> str:
    """Return a duration as people say it."""
    if seconds < MINUTE:
        return f"{seconds:.1f} 秒"
    if seconds < HOUR:
        return f"{seconds / MINUTE:.0f} 分钟"
    if seconds < DAY:
        return f"{seconds / HOUR:.1f} 小时"
    return f"{seconds / DAY:.1f} 天"


def size(number: float) -> str:
    return f"{number / GIBI:.1f} GB" if number >= GIBI else f"{number / MEBI:.0f} MB"


def _tone(seconds: float) -> str:
    if seconds > STUCK:
        return "danger"
    return "warning" if seconds > SLOW else "neutral"
